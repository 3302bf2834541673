import type { ClerkProvider } from "@clerk/nextjs";
import type { ComponentProps } from "react";

type Appearance = NonNullable<ComponentProps<typeof ClerkProvider>["appearance"]>;

/**
 * Clerk's components in the product's look. Everything is made of the tokens of globals.css, so that light, dark and
 * high contrast follow the page without a second theme.
 */
export const clerkAppearance: Appearance = {
  options: {
    logoPlacement: "none",
    socialButtonsVariant: "blockButton",
    socialButtonsPlacement: "bottom",
    shimmer: false,
  },
  variables: {
    // Not --accent: Clerk's buttons define a variable of that name in terms of this one.
    colorPrimary: "var(--brand)",
    colorPrimaryForeground: "var(--on-accent)",
    colorDanger: "var(--danger)",
    colorSuccess: "var(--ok)",
    colorWarning: "var(--warn)",
    colorNeutral: "var(--text)",
    colorForeground: "var(--text)",
    colorMuted: "var(--surface)",
    colorMutedForeground: "var(--text-2)",
    colorBackground: "var(--raised)",
    colorInput: "var(--bg)",
    colorInputForeground: "var(--text)",
    colorBorder: "var(--line-strong)",
    colorRing: "var(--brand)",
    colorShadow: "transparent",
    colorModalBackdrop: "var(--scrim)",
    fontFamily: "inherit",
    fontSize: "0.875rem",
    borderRadius: "0.625rem",
  },
  elements: {
    rootBox: { width: "100%" },
    cardBox: {
      width: "100%",
      maxWidth: "100%",
      background: "var(--raised)",
      border: "1px solid var(--line)",
      borderRadius: "0.875rem",
      boxShadow: "var(--shadow)",
    },
    card: { background: "transparent", boxShadow: "none", padding: "1.75rem 1.75rem 1.25rem" },
    header: { textAlign: "start", alignItems: "flex-start" },
    headerTitle: { fontSize: "1.375rem", fontWeight: 650, letterSpacing: "-0.015em", textAlign: "start" },
    headerSubtitle: { color: "var(--text-2)", textAlign: "start" },
    formFieldLabel: { fontSize: "0.8125rem", fontWeight: 600, color: "var(--text)" },
    formFieldInput: {
      minHeight: "2.5rem",
      fontSize: "0.9375rem",
      boxShadow: "0 0 0 1px var(--line-strong) !important",
      outline: "2px solid transparent !important",
      "&:focus": { boxShadow: "0 0 0 1px var(--brand), 0 0 0 4px var(--accent-soft) !important" },
    },
    formButtonPrimary: {
      minHeight: "2.5rem",
      fontSize: "0.875rem",
      fontWeight: 600,
      textTransform: "none",
      border: "0",
      backgroundImage: "none",
      boxShadow: "none !important",
      "&::after": { display: "none" },
      "&:hover": { backgroundColor: "color-mix(in oklch, var(--brand) 90%, var(--text))" },
    },
    footer: { background: "transparent", marginTop: "0", paddingTop: "0" },
    footerAction__signIn: {
      margin: "0 0 0.5rem",
      paddingInline: "1.4375rem",
      width: "100%",
      justifyContent: "flex-start",
    },
    footerAction__signUp: {
      margin: "0 0 0.5rem",
      paddingInline: "1.4375rem",
      width: "100%",
      justifyContent: "flex-start",
    },
    footerActionText: { color: "var(--text-2)" },
    footerActionLink: { color: "var(--accent-text)", fontWeight: 600 },
    identityPreview: {
      background: "transparent",
      border: "0",
      padding: "0",
      boxShadow: "none",
      justifyContent: "flex-start",
    },
    badge: { color: "var(--text-2)", background: "var(--surface)", boxShadow: "inset 0 0 0 1px var(--line)" },
    modalContent: { maxHeight: "100dvh" },
  },
};
