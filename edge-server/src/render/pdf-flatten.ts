// Makes annotations and form fields that print a part of their pages, so that they survive when pages are taken over elsewhere.
import type { PdfDocument } from './pdf-document.ts';
import type { Pdfium } from './pdfium-module.ts';

/** FLAT_PRINT (fpdf_flatten.h): what is meant for paper. */
const FLAT_PRINT = 1;

/** `pages` from 0. The document is changed in memory. */
export function flattenPages(pdfium: Pdfium, document: PdfDocument, pages: readonly number[]): void {
  drawFields(pdfium, document, pages);
  for (const index of pages) {
    const page = pdfium.FPDF_LoadPage(document.handle, index);
    if (page === 0) continue;
    pdfium.FPDFPage_Flatten(page, FLAT_PRINT);
    pdfium.FPDF_ClosePage(page);
  }
}

/** Fields that have a value but no appearance get one when a page is loaded into a form environment. No script ever runs. */
function drawFields(pdfium: Pdfium, document: PdfDocument, pages: readonly number[]): void {
  // FPDF_GetFormType: 0 is no form at all.
  if (pdfium.FPDF_GetFormType(document.handle) === 0) return;
  const formInfo = pdfium.PDFiumExt_OpenFormFillInfo();
  const form = pdfium.PDFiumExt_InitFormFillEnvironment(document.handle, formInfo);
  for (const index of pages) {
    const page = pdfium.FPDF_LoadPage(document.handle, index);
    if (page === 0) continue;
    pdfium.FORM_OnAfterLoadPage(page, form);
    pdfium.FORM_OnBeforeClosePage(page, form);
    pdfium.FPDF_ClosePage(page);
  }
  pdfium.PDFiumExt_ExitFormFillEnvironment(form);
  pdfium.PDFiumExt_CloseFormFillInfo(formInfo);
}
