import { defineConfig, globalIgnores } from "eslint/config";
import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

export default defineConfig([
  globalIgnores([
    ".next/**",
    ".data/**",
    "dist/**",
    "generated/**",
    "public/**",
    "next-env.d.ts",
    "test-results/**",
    "playwright-report/**",
  ]),
  ...next,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/return-await": ["error", "in-try-catch"],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // An async function without await still turns a throw into a rejection, which interfaces here rely on.
      "@typescript-eslint/require-await": "off",
      // Contexts and clients here are records of functions that use no `this`, made to be taken apart.
      "@typescript-eslint/unbound-method": "off",
      eqeqeq: ["error", "always"],
      "no-console": "off",
    },
  },
  {
    files: ["lib/**/*.ts", "server/sockets/**/*.ts", "server/jobs/**/*.ts", "app/**/*.{ts,tsx}", "components/**/*.tsx"],
    ignores: ["lib/log.ts"],
    rules: { "no-console": "error" },
  },
  { files: ["*.mjs", "*.cjs"], rules: { "import/no-anonymous-default-export": "off" } },
  {
    files: ["tests/**/*.ts", "tests/**/*.tsx"],
    rules: {
      // Tests read JSON bodies of any shape and assert on them.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      // Playwright fixtures call a parameter named `use`.
      "react-hooks/rules-of-hooks": "off",
    },
  },
]);
