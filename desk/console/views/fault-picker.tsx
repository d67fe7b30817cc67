import { useMemo, useState } from 'preact/hooks';
import { counted } from '../../../reports/headline.ts';
import type { Fault, FaultUse } from '../api.ts';
import { FAULT_GROUPS, faultGroup } from '../model/fault-groups.ts';
import { typed } from '../parts/fields.tsx';
import { SourceLine } from '../parts/source-line.tsx';

interface FaultPickerProps {
  faults: readonly Fault[];
  chosen: readonly FaultUse[];
  onPick: (chosen: FaultUse[]) => void;
}

/** All faults, found by words, several to be composed in the order in which they were chosen. */
export function FaultPicker({ faults, chosen, onPick }: FaultPickerProps) {
  const [words, setWords] = useState('');
  const found = useMemo(() => matching(faults, words), [faults, words]);
  const toggle = (id: string) =>
    onPick(chosen.some((use) => use.id === id) ? chosen.filter((use) => use.id !== id) : [...chosen, { id }]);
  return (
    <>
      {chosen.length > 0 && (
        <ol class="chosen-faults" aria-label="Chosen faults, in order">
          {chosen.map((use) => (
            <ChosenFault
              key={use.id}
              use={use}
              fault={faults.find(({ id }) => id === use.id)}
              onChange={(changed) => onPick(chosen.map((one) => (one.id === use.id ? changed : one)))}
              onDrop={() => toggle(use.id)}
            />
          ))}
        </ol>
      )}
      <label class="search">
        <span class="visually-hidden">Find faults</span>
        <input
          type="search"
          placeholder={`Find among ${counted(faults.length, 'fault')}: signature, audience, expired, replay, comment …`}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <p class="visually-hidden" role="status">
        {counted(found.length, 'fault')} found
      </p>
      {FAULT_GROUPS.map((group) => {
        const own = found.filter((fault) => faultGroup(fault) === group);
        if (own.length === 0) return null;
        return (
          <details class="fault-group" key={group} open={words !== ''}>
            <summary>
              {group} <span class="count">{own.length}</span>
            </summary>
            <ul class="choices">
              {own.map((fault) => (
                <li key={fault.id}>
                  <label class="choice-card">
                    <input
                      type="checkbox"
                      checked={chosen.some(({ id }) => id === fault.id)}
                      onChange={() => toggle(fault.id)}
                    />
                    <span>
                      <strong>{fault.id}</strong>
                      <span class="choice-says">{fault.summary}</span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
      {found.length === 0 && <p class="muted">No fault holds all of these words.</p>}
    </>
  );
}

function matching(faults: readonly Fault[], words: string): readonly Fault[] {
  const all = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (all.length === 0) return faults;
  return faults.filter(({ id, summary, source }) => {
    const text = `${id} ${summary} ${source.title} ${source.at}`.toLowerCase();
    return all.every((word) => text.includes(word));
  });
}

/** What a fault needs beside itself, in words. What is not named is seen to by the mocks. */
const NEEDS: Readonly<Record<string, string>> = {
  victim: 'It claims to be somebody else: somebody new is made for it.',
  'victim-as-prefix':
    'It works only where the address of the person begins with that of the victim: choose the persona lookalike.',
  'other-app': 'It mixes two applications: choose the other one below.',
  earlier: 'It uses an earlier sign-in again: choose one below.',
  request: 'It needs a request to answer: begin at the application.',
  'next-key-published': 'The next key has to be published: see the signing keys of the application.',
  'next-key-unpublished': 'The next key must not be published: see the signing keys of the application.',
  groups: 'Groups have to be sent, and the person has to be in several.',
};

const GRADES: Readonly<Record<string, string>> = {
  bypass: 'If it gets through: somebody else’s session',
  'check-missing': 'If it gets through: a mandatory check is missing',
  hygiene: 'If it gets through: poor hygiene',
};

function ChosenFault({
  use,
  fault,
  onChange,
  onDrop,
}: {
  use: FaultUse;
  fault: Fault | undefined;
  onChange: (use: FaultUse) => void;
  onDrop: () => void;
}) {
  if (!fault)
    return (
      <li class="chosen-fault">
        <strong>{use.id}</strong> is not among the faults of this application.
        <button type="button" class="button" onClick={onDrop}>
          Drop it
        </button>
      </li>
    );
  const set = (name: string, value: unknown) => onChange({ ...use, options: { ...use.options, [name]: value } });
  return (
    <li class="chosen-fault">
      <div class="chosen-head">
        <strong>{fault.id}</strong>
        <button type="button" class="button" onClick={onDrop}>
          Drop<span class="visually-hidden"> {fault.id}</span>
        </button>
      </div>
      <p>{fault.summary}</p>
      <p class="muted">
        {fault.says} {GRADES[fault.grade]}.
      </p>
      {(fault.needs ?? []).map((need) => NEEDS[need] && <p key={need}>{NEEDS[need]}</p>)}
      {fault.options.length > 0 && (
        <div class="field-row">
          {fault.options.map((option) => (
            <Option key={option.name} option={option} value={use.options?.[option.name]} onPick={set} />
          ))}
        </div>
      )}
      <SourceLine source={fault.source} />
    </li>
  );
}

function Option({
  option: { name, kind, default: preset, words = [] },
  value = preset,
  onPick,
}: {
  option: Fault['options'][number];
  value: unknown;
  onPick: (name: string, value: unknown) => void;
}) {
  if (kind === 'boolean')
    return (
      <label class="check">
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onPick(name, event.currentTarget.checked)}
        />
        <span>{name}</span>
      </label>
    );
  return (
    <label class="option">
      <span>{name}</span>
      {kind === 'words' ? (
        <select value={String(value)} onChange={(event) => onPick(name, event.currentTarget.value)}>
          {words.map((word) => (
            <option value={word}>{word}</option>
          ))}
        </select>
      ) : (
        <input
          {...typed(kind === 'number' ? 'number' : 'text')}
          value={String(value)}
          onInput={({ currentTarget }) =>
            onPick(name, kind === 'number' ? currentTarget.valueAsNumber : currentTarget.value)
          }
        />
      )}
    </label>
  );
}
