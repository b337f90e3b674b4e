using System.Collections.Frozen;
using System.Text;

namespace MerchantOps.Replay;

/// <summary>Country names as tables of address ranges write them, and their ISO 3166-1 alpha-2 codes.</summary>
internal static class CountryNames
{
    /// <summary>Names, each with its code behind it.</summary>
    private const string Table = """
        Afghanistan AF | Albania AL | Algeria DZ | Andorra AD | Angola AO | Anguilla AI | Antigua and Barbuda AG | Argentina AR |
        Armenia AM | Aruba AW | Australia AU | Austria AT | Azerbaijan AZ | Bahamas BS | Bahrain BH | Bangladesh BD | Barbados BB |
        Belarus BY | Belgium BE | Belize BZ | Benin BJ | Bermuda BM | Bhutan BT | Bolivia BO | Bonaire; Sint Eustatius; Saba BQ |
        Bosnia and Herzegovina BA | Bosnia and Herzegowina BA | Botswana BW | Brazil BR | British Virgin Islands VG | Brunei Darussalam BN |
        Bulgaria BG | Burkina Faso BF | Burundi BI | Cambodia KH | Cameroon CM | Canada CA | Cape Verde CV | Cayman Islands KY |
        Central African Republic CF | Chad TD | Chile CL | China CN | Colombia CO | Comoros KM | Congo CG |
        Congo The Democratic Republic of The CD | Costa Rica CR | Cote D'ivoire CI | Croatia HR | Croatia (LOCAL Name: Hrvatska) HR |
        Cuba CU | Curacao CW | Cyprus CY | Czech Republic CZ | Czechia CZ | Denmark DK | Djibouti DJ | Dominica DM | Dominican Republic DO |
        Ecuador EC | Egypt EG | El Salvador SV | Equatorial Guinea GQ | Eritrea ER | Estonia EE | Ethiopia ET | Faroe Islands FO | Fiji FJ |
        Finland FI | France FR | French Guiana GF | French Polynesia PF | Gabon GA | Gambia GM | Georgia GE | Germany DE | Ghana GH |
        Gibraltar GI | Greece GR | Greenland GL | Grenada GD | Guadeloupe GP | Guam GU | Guatemala GT | Guernsey GG | Guinea GN |
        Guinea-bissau GW | Guyana GY | Haiti HT | Holy See (VATICAN City State) VA | Honduras HN | Hong Kong HK | Hungary HU | Iceland IS |
        India IN | Indonesia ID | Iran IR | Iran (ISLAMIC Republic Of) IR | Iraq IQ | Ireland IE | Isle of Man IM | Israel IL | Italy IT |
        Jamaica JM | Japan JP | Jersey JE | Jordan JO | Kazakhstan KZ | Kenya KE | Kiribati KI | Korea Democratic People's Republic of KP |
        Korea Republic of KR | Kuwait KW | Kyrgyzstan KG | Lao People's Democratic Republic LA | Latvia LV | Lebanon LB | Lesotho LS |
        Liberia LR | Libya LY | Libyan Arab Jamahiriya LY | Liechtenstein LI | Lithuania LT | Luxembourg LU | Macau MO | Macedonia MK |
        Madagascar MG | Malawi MW | Malaysia MY | Maldives MV | Mali ML | Malta MT | Marshall Islands MH | Martinique MQ | Mauritania MR |
        Mauritius MU | Mayotte YT | Mexico MX | Micronesia Federated States of FM | Moldova Republic of MD | Monaco MC | Mongolia MN |
        Montenegro ME | Montserrat MS | Morocco MA | Mozambique MZ | Myanmar MM | Namibia NA | Nauru NR | Nepal NP | Netherlands NL |
        New Caledonia NC | New Zealand NZ | Nicaragua NI | Niger NE | Nigeria NG | Niue NU | Northern Mariana Islands MP | Norway NO |
        Oman OM | Pakistan PK | Palau PW | Palestinian Territory Occupied PS | Panama PA | Papua New Guinea PG | Paraguay PY | Peru PE |
        Philippines PH | Poland PL | Portugal PT | Puerto Rico PR | Qatar QA | Reunion RE | Romania RO | Russian Federation RU | Rwanda RW |
        Saint Kitts and Nevis KN | Saint Lucia LC | Saint Martin MF | Saint Vincent and The Grenadines VC | Samoa WS | San Marino SM |
        Sao Tome and Principe ST | Saudi Arabia SA | Senegal SN | Serbia RS | Seychelles SC | Sierra Leone SL | Singapore SG |
        Sint Maarten SX | Slovakia SK | Slovakia (SLOVAK Republic) SK | Slovenia SI | Solomon Islands SB | Somalia SO | South Africa ZA |
        South Sudan SS | Spain ES | Sri Lanka LK | St. Pierre and Miquelon PM | Sudan SD | Suriname SR | Swaziland SZ | Sweden SE |
        Switzerland CH | Syrian Arab Republic SY | Taiwan TW | Taiwan; Republic of China (ROC) TW | Tajikistan TJ |
        Tanzania United Republic of TZ | Thailand TH | Timor-leste TL | Togo TG | Tokelau TK | Tonga TO | Trinidad and Tobago TT |
        Tunisia TN | Turkey TR | Turkmenistan TM | Turks and Caicos Islands TC | Uganda UG | Ukraine UA | United Arab Emirates AE |
        United Kingdom GB | United States US | Uruguay UY | Uzbekistan UZ | Vanuatu VU | Venezuela VE | Viet Nam VN | Vietnam VN |
        Virgin Islands (BRITISH) VG | Virgin Islands (U.S.) VI | Wallis and Futuna Islands WF | Yemen YE | Zambia ZM | Zimbabwe ZW
        """;

    private static readonly FrozenDictionary<string, string> Codes = Table.Split('|', StringSplitOptions.TrimEntries)
        .ToFrozenDictionary(static entry => entry[..^3], static entry => entry[^2..], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Codes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The code of a name in UTF-8, or null when the name is empty, unknown or no country.</summary>
    public static string? Code(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[64];
        return Encoding.UTF8.TryGetChars(name, text, out var length) && Lookup.TryGetValue(text[..length], out var code) ? code : null;
    }
}
