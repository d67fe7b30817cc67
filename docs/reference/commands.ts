import type { Argument, Command, Option } from 'commander';
import { anchor, code, prose, sections, shown, table } from './markdown.ts';

/** Sections that tell every command, from the definitions that parse them. */
export function commandsIn(program: Command): string {
  const commands = commandsOf(program);
  return sections(
    table(
      ['Command', 'Does'],
      commands.map((command) => [`[${code(nameOf(command))}](#${anchor(nameOf(command))})`, says(command)]),
    ),
    ...commands.map(section),
  );
}

/** Commands in the order of the help, each before its own. */
const commandsOf = (command: Command): Command[] =>
  command.commands.flatMap((below) => [below, ...commandsOf(below)]).filter((below) => below.name() !== 'help');

const nameOf = (command: Command): string =>
  command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

const says = (command: Command) => prose(sentence(command.description()));

function section(command: Command): string {
  const { registeredArguments: given, options } = command;
  return sections(
    `## ${nameOf(command)}`,
    says(command),
    ['```', [nameOf(command), ...given.map(typed), ...(options.length ? ['[options]'] : [])].join(' '), '```'].join(
      '\n',
    ),
    given.some(({ description }) => description)
      ? table(
          ['Argument', 'Meaning'],
          given.map((argument) => [code(typed(argument)), prose(sentence(argument.description))]),
        )
      : null,
    options.length ? table(['Option', 'Default', 'Meaning'], options.filter(({ hidden }) => !hidden).map(row)) : null,
  );
}

function typed(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** A default that only words can tell stands at the end of the description. */
const DEFAULT_IN_WORDS = /\s*\(default: (.+)\)$/;

function row(option: Option): string[] {
  const { flags, description, argChoices = [] } = option;
  const [, inWords] = DEFAULT_IN_WORDS.exec(description) ?? [];
  const choices = argChoices.length ? ` One of ${argChoices.map(code).join(', ')}.` : '';
  return [
    code(flags),
    inWords === undefined ? defaultOf(option) : prose(inWords),
    prose(sentence(description.replace(DEFAULT_IN_WORDS, ''))) + choices,
  ];
}

function defaultOf({ defaultValue, defaultValueDescription }: Option): string {
  if (defaultValueDescription !== undefined) return prose(defaultValueDescription);
  const value: unknown = defaultValue;
  if (value === undefined || value === false) return '';
  return code(Array.isArray(value) ? value.join() : shown(value));
}

function sentence(text: string): string {
  const whole = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return whole === '' || /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
