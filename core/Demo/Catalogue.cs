namespace MerchantOps.Demo;

/// <param name="Category">Of all its goods.</param>
/// <param name="Shops">Shop id and country; the first is the home.</param>
/// <param name="Goods">Title and price in US dollars, best-sellers first; each range has something very cheap.</param>
internal sealed record MerchantProfile(string Id, string Name, string Category, double Size, (string Id, string Country)[] Shops, (string Title, decimal Dollars)[] Goods);

/// <summary>The merchants of the demo and what they sell.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyList<MerchantProfile> Profiles =
    [
        new("nordlicht", "Nordlicht Elektronik", "Electronics", 1.6, [("de", "DE"), ("uk", "GB")],
            [("USB-C Kabel 1 m", 6), ("Kopfhörer Fjord", 119), ("Powerbank 20.000 mAh", 39), ("Tastatur Kante", 89), ("Webcam Blick 4K", 129), ("Tablet Scholle 11\"", 449), ("Smartphone Alk 5G", 729), ("Notebook Sturm 14\"", 1290), ("Smartwatch Gezeit", 249), ("Bildschirmtuch", 4), ("SSD 2 TB", 149), ("Spielkonsole Orkan", 499)]),
        new("harbour-pine", "Harbour & Pine", "Home and kitchen", 1.5, [("us", "US"), ("outlet", "US")],
            [("Linen tea towel", 9), ("Cast-iron skillet", 64), ("Pine cutting board", 38), ("Espresso machine Quay", 389), ("Wool throw", 115), ("Set of six glasses", 42), ("Beeswax candle", 14), ("Stand mixer", 329), ("Chef's knife", 95), ("Fridge magnet", 3), ("Duvet cover", 129), ("Copper saucepan", 178)]),
        new("copperfield", "Copperfield Books & Toys", "Books and toys", 1.1, [("uk", "GB")],
            [("The Lighthouse Keeper's Almanac", 14), ("Wooden train set", 58), ("Watercolour box", 27), ("Bookmark, brass", 5), ("Atlas of Small Islands", 49), ("Plush otter", 19), ("Marble run, large", 85), ("Board game: Cartographers' Guild", 44), ("Microscope for beginners", 139), ("Postcard", 2), ("Building robot kit", 219)]),
        new("maison-lavande", "Maison Lavande", "Beauty", 1.0, [("fr", "FR"), ("es", "ES")],
            [("Savon de lavande", 8), ("Crème de jour", 42), ("Eau de parfum Mistral", 96), ("Huile d'argan", 29), ("Coffret découverte", 64), ("Sérum vitamine C", 55), ("Échantillon de parfum", 3), ("Eau de parfum Nuit d'ambre", 148), ("Bougie parfumée", 34), ("Pinceau kabuki", 21)]),
        new("yunjin", "云锦服饰", "Fashion", 1.3, [("cn", "CN"), ("global", "US")],
            [("真丝围巾", 45), ("棉质T恤", 19), ("羊绒大衣", 389), ("亚麻衬衫", 52), ("旗袍", 168), ("刺绣手包", 88), ("羊毛手套", 23), ("袜子", 4), ("真皮短靴", 145), ("羽绒服", 229), ("真丝连衣裙", 198)]),
        new("ipe-esportes", "Ipê Esportes", "Sports", 0.9, [("br", "BR")],
            [("Bola de futebol", 32), ("Tênis de corrida Vento", 118), ("Camisa dry-fit", 27), ("Elástico de treino", 6), ("Bicicleta aro 29", 640), ("Relógio GPS", 289), ("Prancha de surfe", 410), ("Garrafa térmica", 24), ("Meias esportivas", 5), ("Mochila de trilha", 74)]),
        new("aotake", "青竹茶舎", "Tea and ceramics", 0.8, [("jp", "JP"), ("global", "US")],
            [("煎茶 100g", 14), ("抹茶 30g", 26), ("急須 常滑焼", 78), ("茶碗 志野", 120), ("ほうじ茶 お試し", 4), ("茶筅", 24), ("鉄瓶 南部", 240), ("玉露 50g", 48), ("桐箱入り茶器揃え", 420), ("干菓子", 11)]),
        new("aurum-atelier", "Aurum Atelier", "Jewellery and watches", 0.5, [("ae", "AE"), ("uk", "GB")],
            [("Polishing cloth", 5), ("Silver hoops", 68), ("Pearl pendant", 165), ("Automatic watch Dune", 980), ("Gold chain 18k", 720), ("Leather strap", 45), ("Signet ring", 340), ("Moonstone bracelet", 125), ("Gift box", 7), ("Diamond studs", 1450)]),
        new("wisla-outdoor", "Wisła Outdoor", "Outdoor", 0.7, [("pl", "PL")],
            [("Latarka czołowa", 34), ("Namiot dwuosobowy", 210), ("Śpiwór puchowy", 245), ("Karabinek", 6), ("Buty trekkingowe", 139), ("Kuchenka turystyczna", 48), ("Plecak 60 l", 128), ("Krzesiwo", 5), ("Kurtka przeciwdeszczowa", 185)]),
        new("monsoon-audio", "Monsoon Audio", "Audio", 0.7, [("in", "IN")],
            [("Ear tips, silicone", 2), ("Earbuds Raga", 34), ("Bluetooth speaker Tabla", 52), ("Turntable Sitar One", 310), ("Headphones Monsoon Pro", 145), ("Soundbar Veena", 220), ("Auxiliary cable", 4), ("Studio microphone", 118)]),
        new("casa-agave", "Casa Ágave", "Gourmet food", 0.6, [("mx", "MX")],
            [("Salsa macha", 9), ("Miel de agave", 12), ("Mole negro", 14), ("Café de Chiapas 1 kg", 24), ("Canasta regalo", 95), ("Chocolate de mesa", 7), ("Sal de gusano", 4), ("Molcajete de piedra", 68), ("Cazo de cobre", 155)]),
        new("byeolbit", "별빛 뷰티", "Beauty", 0.8, [("kr", "KR"), ("global", "US")],
            [("마스크팩", 3), ("선크림", 19), ("수분 크림", 32), ("앰플 세트", 74), ("쿠션 파운데이션", 38), ("립 틴트", 12), ("갈바닉 마사지기", 189), ("한방 화장품 세트", 260)]),
    ];
}
