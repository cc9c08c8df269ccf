// Answering what the preflight found: one tap per choice, and the last answer prints. What is found is the server's; nothing is judged here.
import type { Preflight, PreflightChoice, PreflightFinding } from '@platen/shared/api/preflight';
import type { TicketChange } from '@platen/shared/change-ticket';
import type { Ticket } from '@platen/shared/ticket';
import type { PanelCore } from './panel-core.ts';
import type { CheckEntry, PanelState } from './panel-state.ts';

export interface CheckKeys {
  /** Takes the choice for the documents the finding is about; prints when it was the last one to answer. */
  readonly choose: (finding: PreflightFinding, choice: PreflightChoice) => void;
  /** Prints as it is, whatever was found. */
  readonly anyway: () => void;
  /** The printer was seen to: looks again, and prints if all is well. */
  readonly again: () => void;
  readonly close: () => void;
}

/** Shows what was found. */
export function checkOf(
  { screen, check }: PanelState,
  jobIds: readonly string[],
  accepted: readonly string[],
  { findings, ageSeconds }: Preflight,
): Pick<PanelState, 'screen' | 'check'> {
  const from = screen === 'check' ? (check?.from ?? 'jobs') : screen === 'accounting' ? 'jobs' : screen;
  return { screen: 'check', check: { jobIds, findings, accepted, ageSeconds, from } };
}

/** Waits for an answer; what is only told does not. */
export const asks = ({ severity }: PreflightFinding): boolean => severity !== 'tell';

export function answerCheck(
  core: Pick<PanelCore, 'store'>,
  change: (jobId: string, change: (ticket: Ticket) => TicketChange) => void,
  print: (jobIds: readonly string[], accepted: readonly string[]) => void,
): CheckKeys {
  const { store } = core;
  const within = (act: (check: CheckEntry) => void) => (): void => {
    const { check, busy } = store.get();
    if (check !== undefined && busy === undefined) act(check);
  };
  return {
    choose: (finding, choice) =>
      within((check) => {
        for (const id of finding.jobs) change(id, () => changeOf(choice));
        const accepted = [...check.accepted, finding.key];
        const findings = check.findings.filter(({ key }) => key !== finding.key);
        store.set({ check: { ...check, accepted, findings } });
        if (!findings.some(asks)) print(check.jobIds, accepted);
      })(),
    anyway: within(({ jobIds, accepted, findings }) =>
      print(jobIds, [...accepted, ...findings.map(({ key }) => key)]),
    ),
    again: within(({ jobIds, accepted }) => print(jobIds, accepted)),
    close: () => store.set({ screen: store.get().check?.from ?? 'jobs', check: undefined }),
  };
}

/** Null is the wire's word for "as it is without". */
function changeOf({ ticket }: PreflightChoice): TicketChange {
  return Object.fromEntries(Object.entries(ticket).map(([option, value]) => [option, value ?? undefined]));
}
