// Reads a form's text field as people mean it.

/** What was typed into the field `name`, without spaces at its ends. */
export function formText(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value.trim() : '';
}
