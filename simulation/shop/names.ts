export const locales = ['en-GB', 'en-US', 'zh-CN', 'de-DE', 'fr-FR'] as const;
export type Locale = (typeof locales)[number];

/** A name as its bearer writes it, and as it appears in an email address. */
export interface Name {
  readonly written: string;
  readonly ascii: string;
}

/** Given and family names to combine. */
export interface Names {
  readonly given: readonly Name[];
  readonly family: readonly Name[];
}

/** Each name is `written` or, when it is spelled differently in an email address, `written/ascii`. */
const parseNames = (names: string): Name[] =>
  names.split(' ').map((name) => {
    const [written = name, ascii = written] = name.split('/');
    return { written, ascii: ascii.toLowerCase() };
  });

const english = {
  given: parseNames(
    'Olivia Amelia Isla Ava Emily Grace Freya Sophie Charlotte Hannah Alice Megan Priya Zara Margaret Susan ' +
      'Oliver George Harry Jack Noah Arthur James Thomas William Daniel Samuel Adam Imran David Peter Kenneth',
  ),
  family: parseNames(
    'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White ' +
      'Roberts Green Hall Wood Jackson Clarke Khan Murphy Hughes Edwards Turner Cooper Ward Bennett Fletcher',
  ),
};

const american = {
  given: parseNames(
    'Emma Ashley Madison Jennifer Linda Maria Jessica Abigail Hailey Brianna Savannah Tiffany Rosa Keisha Donna ' +
      'Liam Mason Ethan Logan Jacob Tyler Brandon Carlos Marcus Robert Michael Joshua Austin Kevin Wayne Andre',
  ),
  family: parseNames(
    'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Anderson Moore ' +
      'Jackson Martin Lee Perez Thompson Harris Sanchez Clark Ramirez Lewis Nguyen Scott Torres Hill Flores',
  ),
};

const chinese = {
  given: parseNames(
    '伟/wei 芳/fang 娜/na 敏/min 静/jing 丽/li 强/qiang 磊/lei 洋/yang 艳/yan 勇/yong 杰/jie 娟/juan 涛/tao 超/chao ' +
      '秀英/xiuying 明/ming 霞/xia 平/ping 刚/gang 桂英/guiying 晓燕/xiaoyan 建国/jianguo 子涵/zihan 雨桐/yutong ' +
      '浩然/haoran 欣怡/xinyi 梓萱/zixuan 宇航/yuhang 思远/siyuan',
  ),
  family: parseNames(
    '王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 黄/huang 赵/zhao 吴/wu 周/zhou 徐/xu 孙/sun 马/ma 朱/zhu 胡/hu ' +
      '郭/guo 何/he 林/lin 高/gao 罗/luo 郑/zheng 梁/liang 谢/xie 宋/song 唐/tang 许/xu 韩/han 冯/feng 邓/deng 曹/cao',
  ),
};

const german = {
  given: parseNames(
    'Anna Lea Marie Lena Hannah Sabine Petra Monika Ursula Jana Käthe/kaethe Birgit Aylin Katrin Heike Jürgen/juergen ' +
      'Lukas Finn Jonas Paul Felix Maximilian Stefan Thomas Andreas Klaus Wolfgang Björn/bjoern Emre Tobias Uwe',
  ),
  family: parseNames(
    'Müller/mueller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer/schaefer Koch ' +
      'Bauer Richter Klein Wolf Schröder/schroeder Neumann Schwarz Zimmermann Braun Krüger/krueger Hartmann ' +
      'Lange Yılmaz/yilmaz Krause Lehmann Köhler/koehler Kaiser Vogel',
  ),
};

const french = {
  given: parseNames(
    'Marie Camille Léa/lea Manon Chloé/chloe Inès/ines Nathalie Isabelle Sylvie Catherine Aurélie/aurelie Fatima ' +
      'Juliette Élodie/elodie Monique Lucas Hugo Louis Gabriel Nathan Jean Pierre Michel Philippe Julien ' +
      'François/francois Mehdi Théo/theo Antoine Benoît/benoit',
  ),
  family: parseNames(
    'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre/lefebvre Leroy ' +
      'Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Benali Faure ' +
      'Mercier Gauthier Lefèvre/lefevre',
  ),
};

/** Common names among the speakers of each locale. */
export const namesByLocale: Readonly<Record<Locale, Names>> = {
  'en-GB': english,
  'en-US': american,
  'zh-CN': chinese,
  'de-DE': german,
  'fr-FR': french,
};

/** A full name in the order in which its bearers write it. */
export const fullName = (given: Name, family: Name, locale: Locale): string =>
  locale === 'zh-CN' ? `${family.written}${given.written}` : `${given.written} ${family.written}`;
