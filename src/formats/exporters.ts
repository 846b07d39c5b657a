import { brat } from './brat.ts';
import { cas } from './cas.ts';
import { claimReview } from './claimreview.ts';
import { conll } from './conll.ts';
import { csv } from './csv.ts';
import { doccano } from './doccano.ts';
import type { Exporter } from './exporter.ts';
import { hypothesis } from './hypothesis.ts';
import { jsonl } from './jsonl.ts';
import { labelStudio } from './labelstudio.ts';
import { markdown } from './markdown.ts';
import { parquet } from './parquet.ts';
import { prodigy } from './prodigy.ts';
import { qdc } from './qdc.ts';
import { refiQda } from './refiqda.ts';
import { tsv } from './tsv.ts';
import { w3c } from './w3c.ts';
import { webanno } from './webanno.ts';

/** Every format that annotations are exported to, in the order in which people are shown them. */
export const EXPORTERS: readonly Exporter[] = [
  jsonl,
  csv,
  tsv,
  w3c,
  brat,
  doccano,
  labelStudio,
  prodigy,
  cas,
  webanno,
  conll,
  refiQda,
  qdc,
  hypothesis,
  claimReview,
  markdown,
  parquet,
];

export const exporterOf = (name: string): Exporter | undefined => EXPORTERS.find((exporter) => exporter.name === name);
