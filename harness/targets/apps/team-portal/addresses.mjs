export const port = Number(process.env.PORT ?? 4800);
export const origin = `http://127.0.0.1:${port}`;

/** The addresses of an SSO method. The JIT login URL is null while JIT is off. */
export const addressesOf = ({ id, jit, jitSlug }) => ({
  entityId: `${origin}/sso/${id}/metadata`,
  acsUrl: `${origin}/sso/${id}/acs`,
  loginUrl: `${origin}/sso/${id}/login`,
  jitLoginUrl: jit ? `${origin}/join/${jitSlug}` : null,
});
