import { getInitials } from 'chat-avatar';
import { describe, expect, it } from 'vitest';

describe('phone numbers and chat ids give no letters', () => {
  it.each([
    ['201234567890@c.us', ''],
    ['1234567890123@lid', ''],
    ['120363043968066561@g.us', ''],
    ['201234567890-1587654321@g.us', ''],
    ['201234567890:12@s.whatsapp.net', ''],
    ['12345@newsletter', ''],
    ['status@broadcast', ''],
    ['0@c.us', ''],
    ['Ravi 917842272227@c.us', 'R'],
    ['john.doe@gmail.com', 'J'],
    ['+44 7123 456789 (Mom)', 'M'],
    ['+1 555 123 4567 ext. 12', ''],
    ['+1 (555) 123-4567 x12', ''],
    ['+1 (555) 123-4567, extension 12', ''],
    ['(+44) 7123 456789 Mom', 'M'],
    ['Ravi - 917842272227', 'R'],
    ['917842272227 - Ravi', 'R'],
    ['Ravi 917842272227', 'R'],
    ['Ravi917842272227', 'R'],
    ['Ravi +91 78422 72227 Kumar', 'RK'],
    ['٠١٢٣٤٥٦٧٨٩ منى', 'م'],
    ['０９０－１２３４－５６７８ Ken', 'K'],
  ])('%s is %j', (name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});

describe('short numbers count beside a letter', () => {
  it.each([
    ['3M Company', '3C'],
    ['Room 101', 'R1'],
    ['101 Dalmatians', '1D'],
    ['7-Eleven', '7'],
    ['123456 Store', '1S'],
    ['123456', ''],
    ['12 34', ''],
    ['ー 12', ''],
  ])('%s is %j', (name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});
