import type { Model } from '../model/model.ts';
import { Copy } from '../parts/copy.tsx';
import { Fact } from '../parts/fact.tsx';
import { duration } from '../parts/numbers.ts';
import { Shown } from '../parts/shown.tsx';

/** How the run was made, so that it can be made again. */
export function RunFacts({ model: { head } }: { model: Model }) {
  const { run, target } = head;
  const lacks = Object.entries(target.lacks ?? {});
  return (
    <section aria-labelledby="run-facts">
      <h2 id="run-facts">Run</h2>
      <dl class="facts">
        <Fact name="Target">
          <Shown text={target.name} />
        </Fact>
        {target.kind === 'reference' && <Fact name="Kind">the embedded reference</Fact>}
        {target.file !== undefined && (
          <Fact name="Target file">
            <Shown text={target.file} />
          </Fact>
        )}
        {target.defect !== undefined && (
          <Fact name="Defect on purpose">
            <Shown text={target.defect} />
          </Fact>
        )}
        <Fact name="Started">
          <time dateTime={run.startedAt}>{run.startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')}</time>
        </Fact>
        <Fact name="Took">{duration(run.durationMs)}</Fact>
        <Fact name="Driver">{run.driver}</Fact>
        <Fact name="Seed">{run.seed}</Fact>
        <Fact name="Node">
          <Shown text={run.node} />
        </Fact>
        {run.shard && (
          <Fact name="Shard">
            {run.shard.index} of {run.shard.of}
          </Fact>
        )}
      </dl>
      <div class="command">
        <code>
          <Shown text={run.command} />
        </code>
        <Copy text={run.command} what="the command" />
      </div>
      {lacks.length > 0 && (
        <>
          <h3>Declared as lacking</h3>
          <dl class="facts">
            {lacks.map(([capability, reason]) => (
              <Fact name={capability}>
                <Shown text={reason} />
              </Fact>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}
