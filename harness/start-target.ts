import type { Idps, Vendor } from '../mock-idps/index.ts';
import { fixedAppName } from './methods.ts';
import type { Redactor } from './redactor.ts';
import type { RunningTarget, StartContext, Target } from './targets/target.ts';

/** Starts a target, or finds it running. `idp`: whom it is told to trust where it cannot be told later; null: it can. */
export async function startTarget(
  { target, idps, redactor }: { target: Target; idps: Idps; redactor: Redactor },
  idp: Vendor | null,
  scratch: string,
): Promise<RunningTarget> {
  const context: StartContext = {
    redactor,
    scratch,
    caFile: idps.tls?.caFile ?? null,
    proxyUrl: idps.proxy?.url ?? null,
  };
  if (!idp) return target.start(context);
  // Its metadata is handed out before the application is known, and tells of single logout where that is enabled.
  const app = await idps.app(idp, fixedAppName, { settings: { singleLogout: !target.lacks.has('single-logout') } });
  const { entityId, ssoUrl, sloUrl, metadataUrl, certificate, clientId, clientSecret } = app;
  const openid = { issuer: app.openid.issuer, clientId, clientSecret };
  redactor.secret(clientSecret);
  return target.start({
    ...context,
    idp: { id: idp, entityId, ssoUrl, sloUrl, metadataUrl, certificate, metadata: app.metadata(), openid },
  });
}
