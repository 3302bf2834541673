/**
 * The settings of the instance, as Clerk's components ask for them: e-mail and password, an optional user name,
 * no codes by mail, no social providers, no organisations, nothing that needs the network.
 */
export function environmentView() {
  return {
    object: "environment",
    id: "env_local",
    maintenance_mode: false,
    client_debug_mode: false,
    partitioned_cookies: false,
    auth_config: {
      object: "auth_config",
      id: "aac_local",
      single_session_mode: true,
      claimed_at: null,
      reverification: false,
      preferred_channels: {},
    },
    display_config: displayConfig(),
    user_settings: userSettings(),
    organization_settings: {
      enabled: false,
      max_allowed_memberships: 0,
      force_organization_selection: false,
      actions: { admin_delete: false },
      domains: { enabled: false, enrollment_modes: [], default_role: null },
      slug: { disabled: false },
    },
    commerce_settings: {
      object: "commerce_settings",
      id: "commerce_local",
      billing: {
        stripe_publishable_key: "",
        organization: { enabled: false, has_paid_plans: false },
        user: { enabled: false, has_paid_plans: false },
      },
    },
    api_keys_settings: {
      object: "api_keys_settings",
      id: "aks_local",
      enabled: false,
      user_api_keys_enabled: false,
      orgs_api_keys_enabled: false,
    },
    protect_config: { object: "protect_config", id: "protect_local" },
  };
}

function displayConfig() {
  return {
    object: "display_config",
    id: "display_local",
    application_name: "Confab",
    branded: false,
    instance_environment_type: "development",
    // The product's own banner says that local identity is on; Clerk's ribbon would say it a second time.
    show_devmode_warning: false,
    preferred_sign_in_strategy: "password",
    captcha_public_key: null,
    captcha_public_key_invisible: null,
    captcha_provider: "turnstile",
    captcha_widget_type: null,
    captcha_oauth_bypass: [],
    captcha_heartbeat: false,
    theme: { general: {}, buttons: {}, accounts: {} },
    sign_in_url: "/sign-in",
    sign_up_url: "/sign-up",
    home_url: "/",
    after_sign_in_url: "/",
    after_sign_up_url: "/",
    after_sign_out_one_url: "/sign-in",
    after_sign_out_all_url: "/sign-in",
    after_switch_session_url: "/",
    user_profile_url: "",
    logo_image_url: "",
    favicon_image_url: "",
    support_email: "",
    terms_url: "",
    privacy_policy_url: "",
    waitlist_url: "",
    after_join_waitlist_url: "",
    organization_profile_url: "",
    create_organization_url: "",
    after_leave_organization_url: "",
    after_create_organization_url: "",
  };
}

function userSettings() {
  const off = attribute({ enabled: false });
  return {
    attributes: {
      email_address: attribute({ enabled: true, required: true, firstFactor: true }),
      username: attribute({ enabled: true, firstFactor: true }),
      password: attribute({ enabled: true, required: true }),
      first_name: attribute({ enabled: true, required: true }),
      last_name: attribute({ enabled: true, required: true }),
      phone_number: off,
      web3_wallet: off,
      authenticator_app: off,
      backup_code: off,
      passkey: off,
    },
    actions: { delete_self: true, create_organization: false },
    social: {},
    enterprise_sso: { enabled: false },
    saml: { enabled: false },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false },
    password_settings: {
      allowed_special_characters: "",
      // The lookup of leaked passwords goes to the network.
      disable_hibp: true,
      min_length: 8,
      max_length: 72,
      require_special_char: false,
      require_numbers: false,
      require_uppercase: false,
      require_lowercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
    },
    username_settings: { min_length: 2, max_length: 64 },
    sign_in: { second_factor: { required: false, enabled: false } },
    sign_up: {
      mode: "public",
      progressive: true,
      captcha_enabled: false,
      allowlist_only: false,
      legal_consent_enabled: false,
      mfa: { required: false },
    },
  };
}

function attribute({
  enabled,
  required = false,
  firstFactor = false,
}: {
  enabled: boolean;
  required?: boolean;
  firstFactor?: boolean;
}) {
  return {
    enabled,
    required,
    used_for_first_factor: firstFactor,
    first_factors: [],
    used_for_second_factor: false,
    second_factors: [],
    verifications: [],
    verify_at_sign_up: false,
  };
}
