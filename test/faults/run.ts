// The long form of kill.test.ts: npm run test:kill -- [KILLS] [SEED]
import { kill } from './kill.ts';

const [kills = '1000', seed = '1'] = process.argv.slice(2);
const { acts, cut, kept, left } = await kill(Number(kills), Number(seed));
console.log(
  `${kills} kills, ${acts} acts acknowledged, none lost; ${cut} kills in the middle of an act, of which ${kept} were kept all the same; ${left} temporary files left behind.`,
);
