/** The chats of the specimen, by the id of the cell that shows them. Their colours differ. */
export const chatIds = {
  letters: '201000000001@c.us',
  picture: '201000000002@c.us',
  rounded: '201000000003@c.us',
  circle: '201000000004@c.us',
  glyph: '201000000005@c.us',
  active: '201000000006@c.us',
  unread: '201000000007@c.us',
  badge: '201000000008@c.us',
  lock: '201000000009@c.us',
  refresh: '201000000010@c.us',
  badgeRtl: '201000000011@c.us',
  utilities: '201000000012@c.us',
};

export const MEMBERS = [1, 2, 3, 4, 5].map((digit) => `20200000000${digit}@c.us`);
