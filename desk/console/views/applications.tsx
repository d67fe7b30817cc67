import { Shown } from '../../../reports/html/parts/shown.tsx';
import { api } from '../api.ts';
import type { App } from '../api.ts';
import { formatRoute } from '../model/route.ts';
import { Pending } from '../parts/pending.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { VendorTag } from '../parts/vendor.tsx';

export function Applications() {
  const apps = useLoaded(api.apps, '');
  return (
    <>
      <div class="page-head">
        <h1>Applications</h1>
        <a class="button button-main" href={formatRoute(['applications', 'new'])}>
          Register an application
        </a>
      </div>
      <p class="lead">
        What each vendor knows of your application, and what your application has to know of the vendor. One application
        at three vendors is three registrations.
      </p>
      <Pending loaded={apps}>
        {({ apps: all }) =>
          all.length === 0 ? (
            <p class="empty">
              No application is registered yet. <a href={formatRoute(['applications', 'new'])}>Register yours</a>: its
              metadata is enough.
            </p>
          ) : (
            <ul class="cards">
              {all.map((app) => (
                <Card key={app.id} app={app} />
              ))}
            </ul>
          )
        }
      </Pending>
    </>
  );
}

function Card({ app: { id, name, vendor, saml, oidc, tenant } }: { app: App }) {
  return (
    <li class="card">
      <h2>
        <a href={formatRoute(['applications', id])}>
          <Shown text={name} />
        </a>
      </h2>
      <p>
        <VendorTag vendor={vendor} /> <span class="muted">tenant {tenant}</span>
      </p>
      <p class="card-line">
        {saml && (
          <>
            <span class="chip">SAML</span> <Shown text={saml.entityId} />
          </>
        )}
        {!saml && !oidc && <span class="muted">Nothing is known of it yet; it cannot be signed in to.</span>}
      </p>
      {oidc && (
        <p class="card-line">
          <span class="chip">OpenID Connect</span> <Shown text={oidc.redirectUri} />
        </p>
      )}
      <p class="card-links">
        <a href={formatRoute(['sign-in'], { app: id })}>Sign in here</a>
        <a href={formatRoute(['provisioning'], { app: id })}>Provision it</a>
      </p>
    </li>
  );
}
