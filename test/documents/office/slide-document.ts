// A small PowerPoint presentation (ISO 29500-1 section 19), with room for whatever a test wants in it.
import { escapeXml, OOXML_TYPE, ooxmlPackage, type Part, type Relation, XML_HEAD } from './ooxml-package.ts';

export interface SlideDocument {
  readonly slides?: readonly string[];
  /** XML after the text, inside the shape tree of every slide, and relations of every slide. */
  readonly shapes?: string;
  readonly slideRelations?: readonly Relation[];
  readonly relations?: readonly Relation[];
  readonly parts?: readonly Part[];
  readonly font?: string;
  readonly kind?: 'presentation' | 'show' | 'template' | 'macro' | 'macro-show';
}

const TYPES = {
  presentation: `${OOXML_TYPE}presentationml.presentation.main+xml`,
  show: `${OOXML_TYPE}presentationml.slideshow.main+xml`,
  template: `${OOXML_TYPE}presentationml.template.main+xml`,
  macro: 'application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml',
  'macro-show': 'application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml',
} as const;

const SPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const NO_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>';
const tree = (shapes: string): string => `<p:cSld><p:spTree>${NO_GROUP}${shapes}</p:spTree></p:cSld>`;
const BOX = '<a:xfrm><a:off x="600000" y="600000"/><a:ext cx="7800000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>';

export function slideDocument(options: SlideDocument = {}): Buffer {
  const { slides = ['A slide'], shapes = '', font = 'Liberation Sans', kind = 'presentation' } = options;
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rIdSlide${index + 1}"/>`);
  const main: Part = {
    name: 'ppt/presentation.xml',
    type: TYPES[kind],
    data: `${XML_HEAD}<p:presentation ${SPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rIdMaster"/></p:sldMasterIdLst><p:sldIdLst>${ids.join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    relations: [
      { id: 'rIdMaster', type: 'slideMaster', target: 'slideMasters/slideMaster1.xml' },
      ...slides.map((_, index) => ({
        id: `rIdSlide${index + 1}`,
        type: 'slide',
        target: `slides/slide${index + 1}.xml`,
      })),
      ...(options.relations ?? []),
    ],
  };
  const pages = slides.map((text, index): Part => {
    const box = `<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>${BOX}</p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB" sz="3200"><a:latin typeface="${font}"/></a:rPr><a:t>${escapeXml(text)}</a:t></a:r></a:p></p:txBody></p:sp>`;
    return {
      name: `ppt/slides/slide${index + 1}.xml`,
      type: `${OOXML_TYPE}presentationml.slide+xml`,
      data: `${XML_HEAD}<p:sld ${SPACES}>${tree(box + shapes)}</p:sld>`,
      relations: [
        { id: 'rIdLayout', type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' },
        ...(options.slideRelations ?? []),
      ],
    };
  });
  return ooxmlPackage(main, [...pages, ...MASTER, ...(options.parts ?? [])]);
}

const MASTER: readonly Part[] = [
  {
    name: 'ppt/slideMasters/slideMaster1.xml',
    type: `${OOXML_TYPE}presentationml.slideMaster+xml`,
    data: `${XML_HEAD}<p:sldMaster ${SPACES}>${tree('')}<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
    relations: [
      { id: 'rId1', type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' },
      { id: 'rId2', type: 'theme', target: '../theme/theme1.xml' },
    ],
  },
  {
    name: 'ppt/slideLayouts/slideLayout1.xml',
    type: `${OOXML_TYPE}presentationml.slideLayout+xml`,
    data: `${XML_HEAD}<p:sldLayout ${SPACES}>${tree('')}</p:sldLayout>`,
    relations: [{ id: 'rId1', type: 'slideMaster', target: '../slideMasters/slideMaster1.xml' }],
  },
  {
    name: 'ppt/theme/theme1.xml',
    type: `${OOXML_TYPE}theme+xml`,
    data: `${XML_HEAD}<a:theme ${SPACES} name="t"><a:themeElements><a:clrScheme name="c">${['dk1', 'lt1', 'dk2', 'lt2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6', 'hlink', 'folHlink'].map((name) => `<a:${name}><a:srgbClr val="${name.startsWith('lt') ? 'FFFFFF' : '203040'}"/></a:${name}>`).join('')}</a:clrScheme><a:fontScheme name="f"><a:majorFont><a:latin typeface="Liberation Sans"/></a:majorFont><a:minorFont><a:latin typeface="Liberation Sans"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`,
  },
];
