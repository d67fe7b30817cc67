import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jitmus } from './built.fixture.ts';
import { packageRoot } from './package-root.ts';

const text = (file: string) => readFile(`${packageRoot}${file}`, 'utf8');
const yaml = async <T>(file: string): Promise<T> => parse(await text(file), { strict: true }) as T;

/** Command → what its help says. */
const help = new Map<string, string>();
beforeAll(async () => {
  for (const command of ['run', 'report merge'])
    help.set(command, (await jitmus([...command.split(' '), '--help'])).stdout);
}, 60_000);

/** Checks that the command knows each option among the words. */
function expectKnown(words: readonly string[]): void {
  const command = words[0] === 'report' ? `report ${words[1]}` : (words[0] ?? '');
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0] ?? word);
  expect(options.length).toBeGreaterThan(1);
  for (const option of options) expect(help.get(command)).toMatch(new RegExp(`^ +${option} `, 'm'));
}

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
}

describe('action.yml', () => {
  test('is a composite action whose inputs are declared and never part of a script', async () => {
    const file = await text('action.yml');
    const { inputs, runs } = await yaml<{ inputs: object; runs: { using: string; steps: Step[] } }>('action.yml');
    expect(runs.using).toBe('composite');
    for (const [, input] of file.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g))
      expect(Object.keys(inputs)).toContain(input);
    for (const step of runs.steps) {
      if (step.uses) expect(step.uses).toMatch(/^actions\/[\w-]+@v\d+$/);
      else expect(step.shell).toBe('bash');
      expect(step.run ?? '').not.toContain('${{');
    }
  });

  test('calls run with options that there are, and hands over what it says', async () => {
    const { runs } = await yaml<{ runs: { steps: Step[] } }>('action.yml');
    const { run = '', env = {} } = runs.steps.find(({ name }) => name === 'Run jitmus') ?? {};
    expectKnown(run.slice(run.indexOf(' run ')).trim().split(/\s+/));
    for (const [, name] of run.matchAll(/\$([A-Z]+)/g)) expect(Object.keys(env)).toContain(name);
  });
});

describe('ci/gitlab.yml', () => {
  interface Job {
    extends: string;
    script: string[];
    parallel?: number;
    needs?: string[];
    when?: string;
    artifacts: { when: string; paths: string[]; reports?: { junit: string } };
  }

  test('shares the cases among machines and makes one run of them, whatever came out', async () => {
    const jobs = await yaml<Record<string, Job>>('ci/gitlab.yml');
    const { jitmus: shards, 'jitmus-report': merged } = jobs;
    expect(shards?.parallel).toBeGreaterThan(1);
    expect(merged).toMatchObject({ needs: ['jitmus'], when: 'always' });
    for (const job of [shards, merged]) {
      expect(jobs[job?.extends ?? '']).toBeDefined();
      expect(job?.artifacts.when).toBe('always');
      for (const line of job?.script ?? []) expectKnown(line.split(' ').slice(1));
    }
    expect(merged?.script[0]).toContain('--gate');
    expect(merged?.artifacts.reports?.junit).toBe('jitmus-report/junit.xml');
  });
});

describe('ci/kubernetes-*.yaml', () => {
  interface Job {
    kind: string;
    spec: {
      completionMode?: string;
      completions?: number;
      parallelism?: number;
      backoffLimitPerIndex?: number;
      template: {
        spec: {
          containers: { args?: string[]; command?: string[]; volumeMounts: { name: string }[] }[];
          volumes: { name: string }[];
        };
      };
    };
  }
  const parts = (job: Job) => ({
    container: job.spec.template.spec.containers[0],
    volumes: job.spec.template.spec.volumes,
  });

  test('every index is a shard, and one that fails stops no other', async () => {
    const job = await yaml<Job>('ci/kubernetes-job.yaml');
    expect(job).toMatchObject({ kind: 'Job', spec: { completionMode: 'Indexed', backoffLimitPerIndex: 0 } });
    expect(job.spec.parallelism).toBe(job.spec.completions);
    const { args = [] } = parts(job).container ?? {};
    expect(args).toContain(`--shard=auto/${job.spec.completions}`);
    expectKnown(args);
  });

  test('the report is made of what the shards leave', async () => {
    const [shards, merged] = [await yaml<Job>('ci/kubernetes-job.yaml'), await yaml<Job>('ci/kubernetes-report.yaml')];
    const line = parts(merged).container?.command?.[2] ?? '';
    expectKnown(line.replace('exec jitmus ', '').split(' '));
    const output = parts(shards).container?.args?.find((word) => word.startsWith('--output=')) ?? '';
    expect(line).toContain(output.replace('--output=', '').replace('$(JOB_COMPLETION_INDEX)', '*/report.json'));
    for (const job of [shards, merged]) {
      const { container, volumes } = parts(job);
      const names = volumes.map(({ name }) => name);
      for (const { name } of container?.volumeMounts ?? []) expect(names).toContain(name);
    }
  });
});

describe('ci/Dockerfile', () => {
  test('copies what there is, onto a Node that jitmus takes, and runs jitmus as nobody in particular', async () => {
    const lines = (await text('ci/Dockerfile')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const words = lines.map((line) => line.split(' '));
    expect(new Set(words.map(([instruction]) => instruction))).toEqual(
      new Set(['FROM', 'WORKDIR', 'COPY', 'RUN', 'USER', 'ENTRYPOINT']),
    );
    const copied = words.filter(([instruction]) => instruction === 'COPY').flatMap((line) => line.slice(1, -1));
    for (const path of copied.filter((word) => !word.startsWith('--')))
      expect(existsSync(`${packageRoot}${path.replace('/jitmus/', '')}`), path).toBe(true);
    const images = words.filter(([instruction]) => instruction === 'FROM').map(([, image]) => image);
    expect(new Set(images).size).toBe(1);
    expect(Number(/^node:(\d+)-/.exec(images[0] ?? '')?.[1])).toBeGreaterThanOrEqual(20);
    expect(lines.slice(-3)).toEqual(['USER node', 'WORKDIR /work', 'ENTRYPOINT ["jitmus"]']);
  });
});
