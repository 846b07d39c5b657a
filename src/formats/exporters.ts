import { csv } from './csv.ts';
import type { Exporter } from './exporter.ts';
import { jsonl } from './jsonl.ts';
import { w3c } from './w3c.ts';

/** Every format that annotations are exported to, in the order in which people are shown them. */
export const EXPORTERS: readonly Exporter[] = [jsonl, csv, w3c];

export const exporterOf = (name: string): Exporter | undefined => EXPORTERS.find((exporter) => exporter.name === name);
