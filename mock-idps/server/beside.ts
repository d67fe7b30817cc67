import type { RequestListener } from 'node:http';

/** What else answers on the mocks' origin, loaded at the first request. */
export type OpenDesk = () => Promise<RequestListener>;

const ADDRESSES = /^\/_jitmus(?:\/?(?:\?|$)|\/(?:api|console)(?:[/?]|$))/;

/** Hands over what comes to `/_jitmus/`, and to `api` and `console` below it; the rest goes to the mocks. */
export function besideMocks(mocks: RequestListener, open: OpenDesk): RequestListener {
  let opened: Promise<RequestListener> | undefined;
  const desk = () => {
    opened ??= open();
    opened.catch(() => (opened = undefined));
    return opened;
  };
  return (request, response) => {
    if (!ADDRESSES.test(request.url ?? '')) return mocks(request, response);
    desk().then(
      (listener) => listener(request, response),
      (error: unknown) => {
        const says = error instanceof Error ? error.message : String(error);
        response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(`The desk cannot open: ${says}`);
      },
    );
  };
}
