import type { Readable, Writable } from 'node:stream';
import { JitmusError } from '../errors.ts';
import type { Asker, ChoiceQuestion, ChoicesQuestion, TextQuestion } from './asker.ts';

/** Asks at the terminal. The prompts are loaded only now. `streams`: other ones than those of the process. */
export async function terminalAsker(streams: { input?: Readable; output?: Writable } = {}): Promise<Asker> {
  const clack = await import('@clack/prompts');
  const answered = <Answer>(answer: Answer | typeof clack.CANCEL_SYMBOL): Answer => {
    if (!clack.isCancel(answer)) return answer;
    throw new JitmusError('INTERRUPTED', 'Nothing was written.');
  };
  return {
    async text({ message, otherwise, check }: TextQuestion) {
      const validate = (text: string | undefined) => check?.(text ?? '');
      const given = otherwise === undefined ? {} : { initialValue: otherwise };
      return answered(await clack.text({ message, validate, ...given, ...streams }));
    },
    async choice<Value extends string>({ message, choices, otherwise }: ChoiceQuestion<Value>) {
      const options = choices.map((choice) => ({ ...choice })) as never[];
      return answered(await clack.select<Value>({ message, options, initialValue: otherwise, ...streams }));
    },
    async choices<Value extends string>({ message, choices, otherwise, required }: ChoicesQuestion<Value>) {
      const options = choices.map((choice) => ({ ...choice })) as never[];
      return answered(
        await clack.multiselect<Value>({ message, options, initialValues: otherwise, required, ...streams }),
      );
    },
    async agrees(message: string) {
      return answered(await clack.confirm({ message, initialValue: false, ...streams }));
    },
    tell: (text) => clack.log.info(text, streams),
  };
}
