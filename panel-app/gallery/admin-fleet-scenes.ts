// The printers' screens as scenes: mistakes in files, details, access, panels, finding, importing.
import { refuse } from './admin-fake.ts';
import {
  browserPanel,
  fileMistakes,
  freshPanel,
  guidedPanel,
  importMistakes,
  noPanel,
  refusedPanel,
  searched,
  searching,
} from './admin-fleet-data.ts';
import type { AdminPicture } from './admin-picture.ts';
import { pictureNow } from './picture-clock.ts';

const now = pictureNow;

export const FLEET_PICTURES: readonly AdminPicture[] = [
  { name: 'printers-mistakes', scene: { mistakes: fileMistakes }, hash: '#printers' },
  { name: 'printer-details', scene: {}, hash: '#printers=p2', steps: [['Details']] },
  { name: 'printer-direct', scene: {}, hash: '#printers=p3' },
  { name: 'printer-declared', scene: {}, hash: '#printers=p4' },
  { name: 'printer-declared-details', scene: {}, hash: '#printers=p4', steps: [['Details']] },
  {
    name: 'printer-details-refused',
    scene: { answers: { 'PATCH /api/admin/printers/p2': () => refuse('printer-unreachable') } },
    hash: '#printers=p2',
    steps: [['Details'], ['uri', 'ipps://elsewhere.example.org/ipp/print'], ['Save details']],
  },
  { name: 'access', scene: {}, hash: '#printers=p2', steps: [['Access']] },
  { name: 'access-none', scene: {}, hash: '#printers=p3', steps: [['Access']] },
  { name: 'access-snmp', scene: {}, hash: '#printers=p2', steps: [['Access'], ['Replace']] },
  {
    name: 'access-remove',
    scene: {},
    hash: '#printers=p2',
    steps: [['Access'], ['Remove']],
  },
  { name: 'panel-installed', scene: {}, hash: '#printers=p2', steps: [['Panel']] },
  {
    name: 'panel-trust',
    scene: {},
    hash: '#printers=p2',
    steps: [['Panel'], ["Trust this device's own sign-in", 'on']],
  },
  { name: 'panel-fresh', scene: { panel: freshPanel }, hash: '#printers=p2', steps: [['Panel']] },
  {
    name: 'panel-install',
    scene: { panel: freshPanel },
    hash: '#printers=p2',
    steps: [['Panel'], ['Install panel app']],
  },
  {
    name: 'panel-installing',
    scene: {
      panel: freshPanel,
      answers: { 'POST /api/admin/printers/p2/panel/install': () => new Promise(() => undefined) },
    },
    hash: '#printers=p2',
    steps: [
      ['Panel'],
      ['Install panel app'],
      ['keep', 'off'],
      ['login', 'admin'],
      ['password', '1111'],
      ['Install panel app'],
    ],
  },
  { name: 'panel-refused', scene: { panel: refusedPanel }, hash: '#printers=p2', steps: [['Panel']] },
  { name: 'panel-guided', scene: { panel: guidedPanel }, hash: '#printers=p4', steps: [['Panel']] },
  { name: 'panel-browser', scene: { panel: browserPanel }, hash: '#printers=p3', steps: [['Panel']] },
  { name: 'panel-none', scene: { panel: () => noPanel }, hash: '#printers=p5', steps: [['Panel']] },
  {
    name: 'panel-away',
    scene: { answers: { 'GET /api/admin/printers/p2/panel': () => refuse('internal') } },
    hash: '#printers=p2',
    steps: [['Panel']],
  },
  { name: 'find', scene: {}, hash: '#printers=find' },
  {
    name: 'find-refused',
    scene: {
      answers: {
        'POST /api/admin/discovery': () =>
          refuse('search-range', { why: '"10.1.2.0/33" is not an address, a range or a network.' }),
      },
    },
    hash: '#printers=find',
    steps: [['ranges', '10.1.2.0/33'], ['Search the network']],
  },
  { name: 'find-snmp3', scene: {}, hash: '#printers=find', steps: [['version', '3']] },
  { name: 'find-running', scene: { search: searching(now) }, hash: '#printers=find' },
  {
    name: 'find-done',
    scene: { search: searched(now) },
    hash: '#printers=find',
    steps: [['Choose Copy room, 10.1.2.17', 'on']],
  },
  {
    name: 'find-nothing',
    scene: { search: { ...searched(now), findings: [], state: 'done' } },
    hash: '#printers=find',
  },
  {
    name: 'find-partly',
    scene: {
      search: searched(now),
      answers: {
        'POST /api/admin/printers': async (request) => {
          const { name } = (await request.json()) as { readonly name: string };
          return name === 'Copy room'
            ? Response.json({ id: 'p-new', name }, { status: 201 })
            : refuse('printer-unreachable');
        },
      },
    },
    hash: '#printers=find',
    steps: [
      ['Choose Copy room, 10.1.2.17', 'on'],
      ['Choose FUJIFILM Apeos C3060, 10.1.2.31', 'on'],
      ['site', 'Annex'],
      ['Add 2 printers'],
    ],
  },
  { name: 'import', scene: {}, hash: '#printers=import' },
  {
    name: 'import-done',
    scene: {},
    hash: '#printers=import',
    steps: [['text', '{ "devices": [] }'], ['Import these printers']],
  },
  {
    name: 'import-mistakes',
    scene: { import: importMistakes },
    hash: '#printers=import',
    steps: [
      ['text', '{\n  "devices": [\n    { "name": "Copy room", "adress": "10.1.2.17" }\n  ]\n}'],
      ['Import these printers'],
    ],
  },
];
