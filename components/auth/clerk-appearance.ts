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
    colorPrimary: "var(--accent)",
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
    colorRing: "var(--accent)",
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
      border: "1px solid var(--line)",
      borderRadius: "0.875rem",
      boxShadow: "var(--shadow)",
    },
    card: { boxShadow: "none", padding: "1.75rem" },
    header: { textAlign: "start", alignItems: "flex-start" },
    headerTitle: { fontSize: "1.375rem", fontWeight: 650, letterSpacing: "-0.015em", textAlign: "start" },
    headerSubtitle: { color: "var(--text-2)", textAlign: "start" },
    formFieldLabel: { fontSize: "0.8125rem", fontWeight: 600, color: "var(--text)" },
    formFieldInput: {
      minHeight: "2.5rem",
      fontSize: "0.9375rem",
      border: "1px solid var(--line-strong)",
      boxShadow: "none",
      "&:focus": { borderColor: "var(--accent)", boxShadow: "0 0 0 3px var(--accent-soft)" },
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
      "&:hover": { backgroundColor: "color-mix(in oklch, var(--accent) 90%, var(--text))" },
    },
    footer: { background: "transparent" },
    footerAction: { justifyContent: "flex-start" },
    footerActionText: { color: "var(--text-2)" },
    footerActionLink: { color: "var(--accent-text)", fontWeight: 600 },
    identityPreview: { background: "var(--surface)", boxShadow: "none", border: "1px solid var(--line)" },
    modalContent: { maxHeight: "100dvh" },
  },
};
