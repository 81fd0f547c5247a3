/** Text as it can stand in HTML, between tags and in quoted attributes. */
export const escapedHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
