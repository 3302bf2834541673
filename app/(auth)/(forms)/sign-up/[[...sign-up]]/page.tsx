import { SignUp } from "@clerk/nextjs";
import type { Metadata } from "next";
import { ClerkFormPlace } from "../../../../../components/auth/clerk-form-place.tsx";

export const metadata: Metadata = { title: "Sign up" };

export default function SignUpPage() {
  return (
    <ClerkFormPlace fields={4}>
      <SignUp path="/sign-up" signInUrl="/sign-in" fallbackRedirectUrl="/" />
    </ClerkFormPlace>
  );
}
