import { lintMetadata } from './lint/metadata.ts';
import type { LogWriter } from './log-writer.ts';
import type { Method } from './methods.ts';
import type { MetadataReading } from './observation.ts';
import { isRandom } from './random-value.ts';
import type { World } from './world.ts';

/** Reads the application's metadata and writes it down. Answers the certificates (PEM) that may have signed requests. */
export async function readMetadataOf(
  { running, clock }: World,
  log: LogWriter,
  { app }: Method,
  url: string,
): Promise<readonly string[]> {
  const { entityId = '', acsUrl = '' } = app.settings.serviceProvider ?? {};
  const expected = { entityId, acsUrl };
  const reading = await running.readMetadata(url);
  const nothing: MetadataReading = { url, unreachable: null, problem: null, metadata: null, expected };
  const tell = (says: string, data: MetadataReading, text: string) =>
    log.add({
      kind: 'target.metadata',
      from: 'target',
      to: 'harness',
      says,
      data,
      artefacts: text === '' ? [] : [{ label: 'Metadata', mediaType: 'application/xml', text }],
    });
  if ('problem' in reading) {
    tell(`The metadata could not be fetched: ${reading.problem}`, { ...nothing, unreachable: reading.problem }, '');
    return [];
  }
  const { status, text } = reading.value;
  const read = status === 200 ? lintMetadata(text, entityId, clock()) : { problem: `status ${status}` };
  if ('problem' in read) {
    tell(
      `What the application serves as metadata is none: ${read.problem}.`,
      { ...nothing, problem: read.problem },
      text,
    );
    return [];
  }
  for (const [index, id] of read.ids.filter(isRandom).entries()) log.alias(id, `{metadata-${index + 1}}`);
  const { entities } = read.facts;
  tell(`The application serves metadata of ${entities.join(', ')}.`, { ...nothing, metadata: read.facts }, text);
  return read.signingCertificates;
}
