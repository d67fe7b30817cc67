import { useEffect, useState } from 'preact/hooks';
import { live } from '../live.ts';
import type { Feed } from '../live.ts';

/** The live feed, up to date. */
export function useFeed(): Feed {
  const [feed, setFeed] = useState(live.feed);
  useEffect(() => {
    setFeed(live.feed);
    return live.listen(() => setFeed(live.feed));
  }, []);
  return feed;
}
