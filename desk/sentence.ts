import type { IdpEvent } from '../mock-idps/index.ts';

function toldOfLogout({ through, to, answer, failure }: Extract<IdpEvent, { kind: 'logout-told' }>): string {
  switch (through) {
    case 'back-channel':
      return `logout token to ${to}: ${answer?.status ?? failure ?? 'no answer'}`;
    case 'front-channel':
      return `frame of ${to}`;
    case 'return':
      return `back to ${to}`;
  }
}

/** What happened at the mocks, in one line: arrows tell what came and what went. */
export function sentence(event: IdpEvent): string {
  switch (event.kind) {
    case 'request':
      return `${event.vendor}  ← ${event.binding} request from ${event.fields?.issuer ?? 'somebody'}`;
    case 'refused':
      return `${event.vendor}  ✕ ${event.code}: ${event.says}`;
    case 'emitted':
      return `${event.vendor}  → response for ${event.nameId.value ?? 'nobody'}${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'logout-received':
      return `${event.vendor}  ← logout ${event.message} from ${event.fields.issuer ?? 'somebody'}`;
    case 'logout-sent':
      return `${event.vendor}  → logout ${event.message}${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'authorization-request':
      return `${event.vendor}  ← authorization request of ${event.parameters.client_id ?? 'somebody'}`;
    case 'authorization-response':
      return `${event.vendor}  → authorization response (${event.mode})${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'claims':
      return `${event.vendor}  → ${event.through === 'userinfo' ? 'userinfo' : 'ID token'} of ${event.email ?? event.subject ?? 'nobody'}${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'back-channel':
      return `${event.vendor}  ${event.error === null ? '·' : '✕'} ${event.endpoint}: ${event.says}`;
    case 'end-session':
      return `${event.vendor}  ← logout asked for, id_token_hint ${event.hint}`;
    case 'logout-told':
      return `${event.vendor}  → ${toldOfLogout(event)}${event.faults.length ? `, with ${event.faults.join(', ')}` : ''}`;
    case 'happened':
      return `${event.vendor}  · ${event.says}`;
  }
}
