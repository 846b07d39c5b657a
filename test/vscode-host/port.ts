import { createServer } from 'node:net';

/** Whether a server of this machine alone could listen on the port now. */
export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The port wanted if it is free, else 0: whichever the system gives. */
export async function choosePort(wanted: number, log: (text: string) => void): Promise<number> {
  if (wanted === 0 || (await portIsFree(wanted))) {
    return wanted;
  }
  log(`Port ${wanted} is in use: taking a free one.`);
  return 0;
}
