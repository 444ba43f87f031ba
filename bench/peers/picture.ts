/** A face, drawn: no photograph of a person. */
export const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="#8fb7e8"/>
<path d="M10 80a30 24 0 0 1 60 0z" fill="#2f6f5e"/><rect x="33" y="44" width="14" height="18" fill="#e0a98a"/>
<circle cx="40" cy="34" r="17" fill="#f0c0a0"/><path d="M22 34a18 20 0 0 1 36 0q-6-9-18-9t-18 9" fill="#3a2a22"/></svg>`;
