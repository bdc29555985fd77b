// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/guessable_passwords.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace heed::crypto {

namespace {

// Sorted: searched by halves. Lower case, letters only. With swapped letters, doubling and up to
// six digits or signs around, these stand for many thousands of passwords.
constexpr auto words = std::to_array<std::string_view>({
    // clang-format off
    "abc", "abcabc", "abcd", "abcde", "abcdef", "abcdefg", "access", "accounting", "acdc", "admin",
    "adminadmin", "administrator", "airforce", "alex", "alexander", "alexandra", "alien", "aliens",
    "alpha", "always", "amanda", "amazon", "amber", "america", "andrea", "andreas", "andrew",
    "android", "angel", "angela", "angels", "anna", "anthony", "anything", "apple", "april",
    "aragorn", "army", "arsenal", "asdf", "asdfasdf", "asdfgh", "asdqwe", "ashley", "asshole",
    "audi", "august", "austin", "australia", "autumn", "avengers", "azerty", "baby", "babyboy",
    "babydoll", "babygirl", "babylove", "backup", "bailey", "bambi", "banana", "barbara", "barbie",
    "barcelona", "bart", "baseball", "basketball", "bastard", "batista", "batman", "bayern",
    "beach", "bear", "beast", "beatles", "beckham", "beer", "believe", "bella", "benjamin",
    "berlin", "bestfriend", "beta", "beyonce", "bienvenue", "bigdick", "bilbo", "biology", "bitch",
    "bitches", "black", "blackbird", "blackcat", "blessed", "blessing", "blink", "blossom", "blue",
    "bluebird", "bluesky", "bmw", "bond", "boobs", "booty", "boss", "boston", "boxing", "boy",
    "boys", "brandon", "brasil", "brian", "brittany", "broncos", "bronze", "brother", "brown",
    "buero", "buffalo", "bulldog", "bulldogs", "bullshit", "bunny", "burger", "business", "buster",
    "butter", "butterfly", "california", "callofduty", "camaro", "canada", "candy", "captain",
    "captainamerica", "carol", "cash", "cat", "celtic", "cena", "champion", "champions", "changeit",
    "changeme", "changethis", "charles", "charlie", "cheese", "cheetah", "chef", "chelsea",
    "chemistry", "cherry", "chevrolet", "chevy", "chewbacca", "chicago", "chicken", "children",
    "chocolate", "christ", "christian", "christina", "christine", "christoph", "christopher",
    "church", "cinderella", "cinnamon", "cisco", "class", "cobra", "cock", "coffee", "college",
    "company", "computer", "contrasena", "cookie", "cookies", "cooper", "corvette", "counterstrike",
    "courtney", "cowboy", "cowboys", "creature", "crystal", "crystals", "cunt", "cupcake",
    "customer", "cycling", "dad", "daddy", "daisy", "daisymay", "dallas", "dance", "dancer",
    "dancing", "daniel", "daniela", "danielle", "darthvader", "database", "daughter", "david",
    "dbadmin", "dead", "deadpool", "death", "debian", "december", "default", "delta", "demo",
    "demon", "deutschland", "devil", "dezember", "diablo", "diamond", "diamonds", "diana", "dick",
    "dienstag", "director", "docker", "doctor", "dodge", "dodgers", "dog", "doggy", "dollar",
    "dolphin", "donald", "donna", "donnerstag", "dontknow", "donttell", "dorothy", "dortmund",
    "dragon", "dragonball", "driver", "drummer", "drums", "ducky", "dumbo", "dylan", "eagle",
    "eagles", "ebay", "edward", "eight", "elephant", "elizabeth", "elvis", "emerald", "emily",
    "eminem", "emma", "engel", "engineer", "england", "english", "enterprise", "espana", "everton",
    "facebook", "faith", "falcon", "fall", "familie", "family", "father", "februar", "february",
    "federer", "ferrari", "finance", "fire", "fireball", "firebird", "fireman", "firma", "fishing",
    "five", "florian", "florida", "flower", "flowers", "football", "ford", "forest", "forever",
    "foreverlove", "forgot", "forgotten", "fortnite", "four", "france", "frankfurt", "freedom",
    "freitag", "friday", "friend", "friends", "friendship", "frodo", "fruehling", "fuck", "fucker",
    "fucking", "fuckit", "fuckme", "fuckoff", "fuckyou", "fussball", "gamma", "gandalf", "gangsta",
    "gangster", "garfield", "geheim", "george", "germany", "ghost", "giants", "ginger", "girl",
    "girls", "gitarre", "gladiator", "gmail", "goal", "god", "godfather", "godzilla", "goku",
    "gold", "golden", "goldfinger", "golf", "golfer", "goodbye", "goofy", "google", "gorilla",
    "grandma", "grandpa", "granted", "gray", "green", "greenday", "grey", "guest", "guitar",
    "gunsnroses", "halflife", "hallo", "hamburg", "hannah", "happiness", "happy", "hardcore",
    "harley", "harleydavidson", "harrypotter", "hasi", "hawk", "heather", "heaven", "heed", "helen",
    "hello", "hellokitty", "hellothere", "helloworld", "helpdesk", "herbst", "hertha", "history",
    "hitman", "hockey", "hogwarts", "homer", "honda", "honey", "honeybee", "horny", "horse",
    "horses", "hostmaster", "hulk", "hundred", "hunter", "hunterr", "hunterx", "hunting",
    "hurricane", "husband", "hyundai", "ice", "icecream", "icecube", "ichliebedich", "idontknow",
    "iforgot", "iloveher", "iloveme", "iloveu", "ilovey", "iloveyou", "iloveyouforever",
    "instagram", "intel", "internal", "internet", "iphone", "ireland", "ironmaiden", "ironman",
    "island", "italia", "jackson", "jaguar", "james", "jamesbond", "januar", "january", "jasmine",
    "jenkins", "jennifer", "jessica", "jesus", "jesuschrist", "job", "john", "johncena", "johnny",
    "johnson", "joker", "jordan", "jordanm", "joshua", "juli", "julia", "july", "june", "juni",
    "justice", "justin", "juventus", "karen", "katharina", "kawasaki", "kevin", "key", "keykey",
    "kids", "killer", "killme", "king", "kingdom", "kirk", "kitten", "kitty", "knight", "kobe",
    "kubernetes", "kunde", "kuschel", "ladies", "lady", "ladybug", "lakers", "lamborghini",
    "laptop", "laura", "lawyer", "lebron", "ledzeppelin", "legolas", "lemon", "leopard", "letmein",
    "letmeinnow", "letmeinplease", "liberty", "library", "liebe", "liebling", "lightning", "lily",
    "linkedin", "linkinpark", "linux", "lion", "lisa", "liverpool", "lkjhg", "logan", "login",
    "logon", "london", "lordoftherings", "losenord", "lotus", "love", "lovehate", "lovely",
    "loveme", "lover", "lovers", "loveyou", "lucas", "lucifer", "lucky", "luckyone", "lucy",
    "luigi", "macbook", "macintosh", "madonna", "maerz", "mafia", "maggie", "magic", "magical",
    "mai", "mama", "man", "manager", "manchester", "mango", "manutd", "maradona", "march", "marcus",
    "margaret", "maria", "marie", "marine", "mario", "marketing", "markus", "martin", "martina",
    "maserati", "mason", "master", "mastermaster", "mathe", "matrix", "matthew", "matthias", "maus",
    "mausi", "max", "maximus", "maxwell", "may", "medic", "melissa", "mercedes", "merlin", "messi",
    "metallica", "mets", "mexico", "michael", "michaela", "michaeljordan", "michelle", "mickey",
    "microsoft", "million", "millionaire", "minecraft", "minnie", "mittwoch", "mnbvc", "mnbvcxz",
    "molly", "mom", "mommy", "monday", "money", "monica", "monitor", "monkey", "monster", "montag",
    "moonlight", "moonshine", "morpheus", "motdepasse", "mother", "motherfucker", "mountain",
    "muenchen", "murder", "murphy", "music", "musik", "mustang", "mylove", "mypassword", "mysecret",
    "mysql", "mystery", "mystic", "nadal", "nagios", "naked", "nala", "nancy", "naruto", "natalie",
    "natasha", "navy", "nemo", "neo", "network", "never", "newpassword", "newyork", "neymar",
    "nicole", "nine", "ninja", "nintendo", "nirvana", "nissan", "noaccess", "nokia", "nologin",
    "nopassword", "nothing", "november", "nurse", "nvidia", "ocean", "october", "office", "oktober",
    "oldpassword", "oliver", "oliverr", "olivia", "omega", "one", "opensesame", "openup",
    "operator", "oracle", "orange", "orchid", "oscar", "packers", "panda", "panther", "papa",
    "paris", "parola", "passcode", "passme", "passphrase", "passw", "passwd", "password",
    "passwordone", "passwords", "passwort", "patricia", "patrick", "patriots", "paypal", "peace",
    "peach", "pearl", "penguin", "penis", "pepper", "peter", "petra", "phantom", "philipp",
    "phoenix", "phoenixx", "physics", "piano", "pikachu", "pilot", "pimp", "pink", "pinkfloyd",
    "pirate", "pizza", "platinum", "playstation", "pluto", "poiuy", "poiuyt", "pokemon", "police",
    "pontiac", "pony", "poohbear", "porn", "porno", "porsche", "postgres", "postgresql",
    "postmaster", "potter", "predator", "prince", "princess", "private", "public", "pumpkin",
    "puppy", "purple", "purplerain", "pussy", "qaz", "qazwsx", "queen", "qwaszx", "qweasd",
    "qweasdzxc", "qwert", "qwerty", "qwertyu", "qwertz", "rabbit", "rachel", "racing", "raiders",
    "rainbow", "rambo", "rammstein", "ranger", "rangers", "rapid", "raspberry", "raven",
    "realmadrid", "reaper", "rebecca", "red", "redbird", "redrose", "redskins", "redsox",
    "remember", "rich", "richard", "rihanna", "robert", "roblox", "rocket", "rocky", "ronaldinho",
    "ronaldo", "rooster", "root", "rose", "roses", "ruby", "runner", "russia", "ruth", "sabine",
    "sadie", "salasana", "sales", "samantha", "samstag", "samsung", "samuel", "samurai", "sandra",
    "sapphire", "sarah", "sasuke", "satan", "saturday", "scarface", "schalke", "schatz", "schatzi",
    "school", "schule", "schumacher", "science", "scooby", "scorpion", "scotland", "sebastian",
    "secret", "secretary", "secure", "security", "sekretariat", "senha", "september", "server",
    "service", "servicedesk", "sesame", "seven", "sex", "sexsex", "sexy", "shadow", "shakira",
    "shark", "sheriff", "shit", "shrek", "sigma", "signin", "silver", "simba", "simpsons", "singer",
    "sister", "six", "skating", "skywalker", "slayer", "slipknot", "smith", "smokey", "snake",
    "sniper", "snoopy", "snow", "snowball", "snowflake", "snowman", "soccer", "soldier",
    "something", "sommer", "son", "sonic", "sonntag", "sony", "sophia", "sophie", "sophieb",
    "southpark", "spartan", "spatz", "spider", "spiderman", "spock", "spring", "star", "starcraft",
    "starfish", "starlight", "stars", "startrek", "starwars", "steelers", "stefan", "stephanie",
    "stephen", "steven", "storm", "strawberry", "student", "students", "sugar", "suicide", "summer",
    "sunday", "sunflower", "sunrise", "sunset", "sunshine", "superadmin", "superman", "supersecret",
    "superuser", "support", "surfing", "susanne", "suzuki", "sweet", "sweetheart", "sweetie",
    "swimming", "sybase", "sysadmin", "system", "taylor", "tea", "teacher", "teddy", "teddybaer",
    "teddybear", "temp", "temporary", "ten", "tennis", "terminator", "test", "tester", "testing",
    "testtest", "tetris", "texas", "thepassword", "thomas", "thomass", "thor", "thousand", "three",
    "thug", "thunder", "thursday", "tiffany", "tiger", "tigerwoods", "tigger", "tinkerbell",
    "titanic", "tits", "tobias", "tomcat", "toor", "topsecret", "tornado", "toyota", "treasure",
    "trinity", "trucker", "truelove", "trust", "trustme", "trustno", "trustnoone", "tucker",
    "tuesday", "turtle", "tweety", "twitter", "two", "tyler", "tyson", "ubnt", "ubuntu",
    "undertaker", "university", "usa", "usarmy", "user", "username", "usmarine", "vader", "vagrant",
    "vampire", "vanessa", "veronica", "victoria", "victory", "vienna", "viking", "violet", "viper",
    "vodka", "volkswagen", "volleyball", "wachtwoord", "warcraft", "warrior", "webmaster",
    "wednesday", "welcome", "welcomeback", "welcomehome", "werder", "whatever", "whatsup",
    "whiskey", "white", "whitecat", "wien", "wife", "wildcat", "wildcats", "william", "willkommen",
    "windows", "winner", "winnie", "winter", "wizard", "wolf", "wolverine", "woman", "work",
    "worldofwarcraft", "wrestling", "wsx", "xbox", "xxx", "xxxxxx", "xyz", "yamaha", "yankees",
    "yellow", "yoda", "yourpassword", "youtube", "yxcvbn", "zaqwsx", "zelda", "zero", "zidane",
    "zombie", "zxcvb", "zxcvbn", "zzz",
    // clang-format on
});

static_assert(std::ranges::is_sorted(words));

// Rows and columns of keyboards (QWERTY, QWERTZ, AZERTY, number pad), the alphabet and digits.
constexpr auto runs = std::to_array<std::string_view>({
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "1234567890-=",
    "qwertyuiop[]",
    "qwertzuiopü+",
    "azertyuiop",
    "asdfghjkl;'",
    "asdfghjklöä",
    "qsdfghjklm",
    "zxcvbnm,./",
    "yxcvbnm,.-",
    "wxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "1q2w3e4r5t6z7u8i9o0p",
    "qazwsxedcrfvtgbyhnujm",
    "qawsedrftgyhujikolp",
    "zaqxswcdevfrbgtnhymju",
    "147258369",
    "159357",
    "741852963",
    "789456123",
    "a1b2c3d4e5f6g7h8",
    "1a2b3c4d5e6f7g8h",
    "!@#$%^&*()",
    "!\"§$%&/()=",
});

constexpr std::size_t decoration_max = 6;
constexpr std::size_t digits_only_max = 8;

bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80U;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

char unswapped(char letter) {
    constexpr std::string_view swapped = "0134578@$!|+";
    constexpr std::string_view meant = "oieastbasilt";
    const auto at = swapped.find(letter);
    return at == std::string_view::npos ? letter : meant[at];
}

std::string unswapped(std::string_view text) {
    std::string plain(text);
    std::ranges::transform(plain, plain.begin(), [](char letter) { return unswapped(letter); });
    return plain;
}

bool is_word(std::string_view text) {
    return std::ranges::binary_search(words, text);
}

bool is_word_or_two_of_it(std::string_view text) {
    if (is_word(text)) return true;
    const auto half = text.substr(0, text.size() / 2);
    return text.size() % 2 == 0 && text.substr(text.size() / 2) == half && is_word(half);
}

/// "password", "p4ssw0rd", "Password2024!", "123password", "passwordpassword".
bool is_decorated_word(std::string_view text) {
    auto core = text;
    while (!core.empty() && !is_letter(core.front())) core.remove_prefix(1);
    while (!core.empty() && !is_letter(core.back())) core.remove_suffix(1);
    if (is_word_or_two_of_it(core) && text.size() - core.size() <= decoration_max) return true;

    // A swapped letter may stand at an end, so with the swap undone each short decoration is tried.
    const auto plain = unswapped(text);
    for (std::size_t front = 0; front <= decoration_max && front < text.size(); ++front) {
        for (std::size_t back = 0; front + back <= decoration_max; ++back) {
            if (front + back >= plain.size()) break;
            const auto middle = std::string_view(plain).substr(front, plain.size() - front - back);
            const auto cut =
                std::string(text.substr(0, front)) + std::string(text.substr(text.size() - back));
            if (std::ranges::none_of(cut, is_letter) && is_word_or_two_of_it(middle)) return true;
        }
    }
    return false;
}

/// "aaaaaaaa", "abcabcabc", "12121212".
bool is_repetition(std::string_view text) {
    for (std::size_t period = 1; period <= std::min<std::size_t>(4, text.size() / 2); ++period) {
        if (text.substr(period) == text.substr(0, text.size() - period)) return true;
    }
    return false;
}

bool is_in_a_run(std::string_view text) {
    const std::string backwards(text.rbegin(), text.rend());
    return std::ranges::any_of(runs, [&](std::string_view run) {
        return run.contains(text) || run.contains(backwards);
    });
}

/// The whole is made of at most two runs of four or more: "qwertyuiop", "qwer1234", "asdf4321".
bool is_made_of_runs(std::string_view text) {
    if (is_in_a_run(text)) return true;
    for (std::size_t cut = 3; cut + 3 <= text.size(); ++cut) {
        if (is_in_a_run(text.substr(0, cut)) && is_in_a_run(text.substr(cut))) return true;
    }
    return false;
}

} // namespace

bool is_guessable_password(std::string_view text) {
    const auto lower = ascii_lower(trimmed(text));
    if (lower.empty()) return true;
    if (lower.size() <= digits_only_max && std::ranges::all_of(lower, is_digit)) return true;
    return is_repetition(lower) || is_made_of_runs(lower) || is_decorated_word(lower);
}

} // namespace heed::crypto
