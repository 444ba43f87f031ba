import { getInitials } from 'chat-avatar';
import { describe, expect, it } from 'vitest';

describe('vowels that are written before their consonant', () => {
  it.each([
    ['Thai', 'เอก สุวรรณ', 'อ'],
    ['Thai with a tone', 'แม่', 'ม่'],
    ['Thai', 'ใจดี', 'จ'],
    ['Thai', 'โอ๋', 'อ๋'],
    ['Thai', 'ไก่', 'ก่'],
    ['Lao', 'ເອກ', 'ອ'],
    ['Lao', 'ໃຈ', 'ຈ'],
    ['New Tai Lue', 'ᦵᦀ', 'ᦀ'],
    ['Tai Viet', 'ꪵꪒ', 'ꪒ'],
  ])('%s: %s is %s', (_, name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });

  it('give a glyph when they stand alone', () => {
    expect(getInitials('เ')).toBe('');
  });
});

describe('names from many address books', () => {
  it.each([
    ['Dr. Ahmed', 'DA'],
    ['Al-Rashid', 'A'],
    ["d'Angelo", 'D'],
    ['ßeta', 'S'],
    ['Nguyễn Thị Ánh', 'NÁ'],
    ['İrem Şahin', 'İŞ'],
    ['Þór Æsir', 'ÞÆ'],
    ['ɓala', 'Ɓ'],
    ['ŉdlovu', 'N'],
    ['אֱסְתֵּר', 'אֱ'],
    ['مُحَمَّد بن سلمان', 'مُ'],
    ['مـحـمـد', 'م'],
    ['پريسا', 'پ'],
    ['ހުސެއިން', 'ހު'],
    ['ক্ষিতীশ', 'ক্ষি'],
    ['ශ්‍රී ලංකා', 'ශ්‍රී'],
    ['ကြည်', 'ကြ'],
    ['ဣန္ဒြ', 'ဣ'],
    ['ខ្មែរ', 'ខ្មែ'],
    ['བསྟན་འཛིན', 'བ'],
    ['སྒྲོལ་མ', 'སྒྲོ'],
    ['ᬓ᭄ᬱᬫ', 'ᬓ᭄ᬱ'],
    ['ꦏ꧀ꦰ', 'ꦏ꧀ꦰ'],
    ['አበበ ቢቂላ', 'አቢ'],
    ['𞤀𞤣𞤤𞤢𞤥 𞤆𞤵𞤤𞤢𞤪', '𞤀'],
    ['ߒߞߏ ߞߊ', 'ߒ'],
    ['ᠮᠣᠩᠭᠣᠯ ᠬᠦᠮᠦᠨ', 'ᠮ'],
    ['𐐖𐐯𐑌 𐑄𐐭', '𐐖𐐜'],
    ['ꭰꭱ ꭲ', 'ᎠᎢ'],
    ['ⵣⵉⵔⵉ ⴰⵣⵓⵍ', 'ⵣⴰ'],
    ['ᜃ', 'ᜃ'],
    ['남궁', '남'],
    ['남궁'.normalize('NFD'), '남'],
    ['ＫＩＭ 민수', 'K'],
    ['々木', '木'],
    ['ッツキ', 'ッ'],
    ['null', 'N'],
    ['_ana_', 'A'],
    ['@maria.s', 'M'],
    ['#1 Dad', '1D'],
    ['🏳️‍🌈 Sam', 'S'],
    ['🧑🏽‍🚀🚀', '🧑🏽‍🚀'],
    ['🇪🇬🇸🇦', '🇪🇬'],
    ['❤️‍🔥', '❤️‍🔥'],
    ['©️', '©️'],
    ['\ud83d\ude00\ud83d', '😀'],
    ['\u202eAna\u202c', 'A'],
    ['\u2066Ana\u2069 \u2067بيل\u2069', 'A'],
    ['\ufff9Ana\ufffa\ufffb', 'A'],
    ['Anaㅤㅤ', 'A'],
    ['AnaㅤBell', 'AB'],
    ['A\u034fna', 'A'],
    ['\u{e0041}Bob', 'B'],
    ['\ue000', ''],
    ['\u0301\u0302', ''],
    ['\u{1d159}', ''],
  ])('%j is %j', (name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});
