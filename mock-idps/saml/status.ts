import type { ResponseVendor } from './draft.ts';
import { STATUS } from './names.ts';
import { leaf, qualified } from './signature.ts';
import { responseProfiles } from '../profiles/responses.ts';
import type { StatusAnswer } from './request-profile.ts';
import { styled } from './tree.ts';
import { write } from './xml.ts';

export interface StatusInput {
  readonly vendor: ResponseVendor;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly issuer: string;
  readonly inResponseTo: string | null;
  readonly answer: StatusAnswer;
}

/** A response that says why there is no assertion: not signed, as in the vendors' samples. */
export function writeStatus({ vendor, id, now, issuer, inResponseTo, answer }: StatusInput): string {
  const { style } = responseProfiles[vendor];
  const { protocol } = style.prefixes;
  const code = (name: string, inner: ReturnType<typeof leaf>[] = []) => ({
    name: qualified(protocol, 'StatusCode'),
    attributes: [['Value', `${STATUS}:${name}`] as const],
    children: inner,
  });
  const [outer, inner] = answer.codes;
  const root = styled(
    style,
    'Response',
    {
      ID: id,
      IssueInstant: new Date(now).toISOString(),
      Version: '2.0',
      Destination: answer.carries.includes('Destination') ? answer.to : null,
      InResponseTo: answer.carries.includes('InResponseTo') ? inResponseTo : null,
      'xmlns:xs': null,
    },
    [
      styled(style, 'Issuer', { Format: style.issuerFormat }, [issuer]),
      styled(style, 'Status', {}, [code(outer, [code(inner)]), leaf(protocol, 'StatusMessage', answer.message)]),
    ],
  );
  return style.declaration + write(root).wire;
}
