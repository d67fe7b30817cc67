/** One message of a stream of server-sent events. */
export interface StreamMessage {
  id: string | null;
  event: string;
  data: string;
}

/** Cuts what arrives into messages; what has not ended yet waits for the next piece. Comments and `retry` are passed over. */
export class StreamReader {
  #rest = '';

  take(piece: string): StreamMessage[] {
    const blocks = (this.#rest + piece).split(/\r?\n\r?\n/);
    this.#rest = blocks.pop() ?? '';
    return blocks.map(messageOf).filter((message) => message !== null);
  }
}

function messageOf(block: string): StreamMessage | null {
  let id: string | null = null;
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'id') id = value;
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length === 0 ? null : { id, event, data: data.join('\n') };
}
