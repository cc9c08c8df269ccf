// The look of the list of documents, where it differs from other lists. Loaded with the section.

export const documentStyles = /* css */ `
.document-fields{order:9;flex:1 0 100%;margin-top:4px}
.list-more{display:grid;justify-items:center;margin-top:16px}
.list-more .notice{width:100%}
`;
