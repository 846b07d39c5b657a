/** Words by their first letter's case as they are listed: abbreviations of names are written with a capital. */
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Titles and the like: a stop behind one of them never ends a sentence, what it belongs to follows. */
export const TITLES = words(`
  Mr Mrs Ms Mx Messrs Mme Mmes Mlle Dr Drs Prof Profs Rev Revs Hon Fr Msgr Pres Gov Govs Sen Sens Rep Reps Amb Supt Asst
  Assoc Dir Gen Gens Brig Col Cols Maj Capt Cmdr Cdr Lt Lts Sgt Sgts Cpl Pvt Pfc Adm Adml Ens Insp Det Dep Ald Atty
  Sec'y Mt Ft Pte Spc Gr Secy Treas Del vs v viz cf e.g i.e eg ie incl esp a.k.a al-`);

/** They stand before numbers, where they end nothing; elsewhere they are words like others. */
export const COUNTED = words(`
  No Nos no nos Nr N° Fig Figs fig figs p pp pg Vol Vols vol Art art Arts Sec sec Ch ch Chap Par par para Op op Pt pt
  Rs Apt apt Rm Rte Ext ext Tel tel ca c approx est max min circa Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
  b d fl ff Bd Ser ver Ver v Ste Psalm Ps Rev Cor Matt Mk`);

/** They stand within sentences and at their ends: only a word that begins sentences tells. */
export const EITHER = words(`
  Inc Corp Co Cos co Ltd Bros Jr Sr Esq Assn Assns Dept Depts Univ Inst Intl Mfg Bldg Natl Govt Hosp PLC Pty LLC Mgmt
  St Sts st Ave Aves Blvd Rd Hwy Pkwy Ct Sq Ln Jan Feb Apr Aug Sep Sept Oct Nov Dec etc al misc dept depts assn
  Ala Ariz Ark Calif Colo Conn Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ont Ore Pa Penn
  Que Tenn Tex Va Vt Wash Wis Wyo Alta Sask Est bn mn tn mio mrd sq cu`);

/** Of those, what ends the names of companies. */
export const COMPANIES = words('Inc Corp Co Cos Ltd Bros PLC LLC Pty');

/** Words with which sentences begin, and names hardly ever. */
export const STARTERS = words(`
  A About Above According After Afterwards Again Against All Also Although Always Among Amid An And Another Any Anyone
  Anything Are As Aside At Away Because Before Behind Being Below Beneath Beside Besides Between Beyond Both But By Can
  Clearly Could Currently Despite Did Do Does Don't Don’t During Each Earlier Either Else Even Eventually Every Everyone
  Everything Except Few Finally For Former Formerly Fortunately From Further Furthermore Generally Given Had Has Have
  Having He He'd He’d He'll He’ll He's He’s Hence Her Here Here's Here’s Hers His How However I I'd I’d I'll I’ll I'm I’m
  I've I’ve If In Indeed Initially Instead Is Isn't Isn’t It It's It’s Its Itself Just Last Late Lately Later Let Let's
  Let’s Like Likewise Many Maybe Meanwhile Might More Moreover Most Mostly Much Must My Nearly Neither Never Nevertheless
  Next No Nobody None Nonetheless Nor Not Nothing Now Nowhere Obviously Of Off Often On Once One Only Or Originally Other
  Others Otherwise Our Ours Out Over Overall Perhaps Please Possibly Presumably Previously Probably Rather Recently
  Regardless Roughly Separately Several Shall She She'd She’d She'll She’ll She's She’s Should Similarly Since So Some
  Somebody Someone Something Sometimes Soon Still Subsequently Such Suddenly Than Thanks That That's That’s The Their
  Theirs Them Then There There's There’s Thereafter Therefore These They They'd They’d They'll They’ll They're They’re
  They've They’ve Third This Those Though Through Throughout Thus To Today Together Tomorrow Tonight Too Toward Towards
  Two Typically Ultimately Under Unfortunately Unless Unlike Until Up Upon Us Usually Very Was We We'd We’d We'll We’ll
  We're We’re We've We’ve Were What What's What’s Whatever When Whenever Where Whereas Wherever Whether Which While Who
  Who's Who’s Whoever Whose Why Will With Within Without Would Yesterday Yet You You'd You’d You'll You’ll You're You’re
  You've You’ve Your Three Four Five Six Seven Eight Nine Ten Eleven Twelve Dozens Hundreds Thousands Millions
  Analysts Officials Investigators Investors Shares Traders Police Residents Experts Critics Supporters Opponents
  Witnesses Prosecutors Lawyers Rescuers Reporters Authorities Nobody's Nothing's`);

/** Forms of address before a name: after a stop that may end a sentence, they begin one. */
export const ADDRESSES = words('Mr Mrs Ms Mx Messrs Dr');

/** Verbs of saying, behind a quote that ends with `?` or `!`. */
export const SAID = words(`
  said says asked asks told tells wrote writes added adds replied replies answered answers exclaimed exclaims shouted
  shouts cried cries tweeted tweets posted posts wondered wonders demanded demands declared declares insisted insists
  joked jokes quipped quips recalled recalls explained explains yelled yells screamed screams whispered whispers
  responded responds continued continues commented comments remarked remarks argued argues warned warns quoted`);

/** In other languages than English: a stop behind one of these, before a capital, ends nothing. */
export const ELSEWHERE = words(`
  Dr Prof Mr Mrs Ms St Ste Sr Sra Srta Dña D M MM Mme Mlle Hr Hrn Fr Frau Nr Abb bzw vgl ca evtl ggf inkl usf z
  Dipl Ing Hon p pp cf vs art ul al pl im inż dr hab prof ks gen płk mjr kpt por
  м с смт ім вул просп пл бул буд кв обл р-н проф акад ген полк підполк доц канд гр тов див пор напр т п ст св
  г им ул пр просп пер дом кв обл проф акад ген полк подполк доц канд тов см напр ср тт пп
  डॉ प्रो श्री`);
