// What a person chose goes over what the job came with, and can take it back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { applyChoice, choiceOf } from '@platen/shared/apply-choice';
import { TICKET_OPTIONS, type Ticket } from '@platen/shared/ticket';
import { TicketChoice } from '@platen/shared/ticket-choice';
import * as v from 'valibot';

const OWN: Ticket = { sides: 'two-sided-long-edge', media: 'iso_a3_297x420mm', mediaSource: 'tray-2' };

test('what is absent or undefined stays as the job came', () => {
  assert.deepEqual(applyChoice(OWN, {}), OWN);
  assert.deepEqual(applyChoice(OWN, { media: undefined }), OWN);
});

test('what is chosen replaces what the job came with', () => {
  assert.deepEqual(applyChoice(OWN, { sides: 'one-sided', copies: 2 }), {
    ...OWN,
    sides: 'one-sided',
    copies: 2,
  });
});

test('null takes an option back, and one the job never had is no trouble', () => {
  assert.deepEqual(applyChoice(OWN, { media: null, mediaSource: null, numberUp: null }), {
    sides: 'two-sided-long-edge',
  });
});

test('nothing is changed in the ticket the job came with', () => {
  const own = { ...OWN };
  applyChoice(own, { media: null, copies: 3 });
  assert.deepEqual(own, OWN);
});

test('the choice between two tickets makes the one of the other', () => {
  const tickets: readonly Ticket[] = [
    {},
    OWN,
    { copies: 3 },
    { ...OWN, media: 'iso_a4_210x297mm' },
    { sides: 'one-sided', finishings: [], pageRanges: [{ from: 2, to: 3 }], numberUp: 2 },
  ];
  for (const own of tickets) {
    for (const wanted of tickets) {
      const choice = choiceOf(own, wanted);
      // As it arrives at the server.
      const told = v.parse(TicketChoice, JSON.parse(JSON.stringify(choice)));
      assert.deepEqual(applyChoice(own, told), wanted, JSON.stringify(choice));
    }
  }
});

test('a choice says null only for what the job came with', () => {
  assert.deepEqual(choiceOf({ media: 'iso_a4_210x297mm' }, { copies: 2 }), { media: null, copies: 2 });
  assert.deepEqual(choiceOf({}, { copies: 2 }), { copies: 2 });
});

test('every option of a ticket can be taken back, and none is taken unchecked', () => {
  const options = Object.keys(TICKET_OPTIONS);
  const nothing = Object.fromEntries(options.map((option) => [option, null]));
  assert.deepEqual(v.parse(TicketChoice, nothing), nothing);
  assert.deepEqual(Object.keys(TicketChoice.entries), options);
  for (const wrong of [
    { copies: 0 },
    { media: '' },
    { sides: 'both' },
    { numberUp: 3 },
    { pageRanges: {} },
  ]) {
    assert.equal(v.safeParse(TicketChoice, wrong).success, false, JSON.stringify(wrong));
  }
});
