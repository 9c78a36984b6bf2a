/** An emoji and its name, as it is typed between colons. */
export type NamedEmoji = readonly [emoji: string, name: string]

// By the groups of Unicode, in its order. Other chats accept these names.
const groups = [
  `😀grinning 😃smiley 😄smile 😁grin 😆laughing 😅sweat_smile 🤣rofl 😂joy 🙂slightly_smiling 🙃upside_down 😉wink 😊blush 😇innocent
🥰smiling_hearts 😍heart_eyes 🤩star_struck 😘kissing_heart 😋yum 😛tongue 😜tongue_wink 🤪zany 🤗hugs 🤭hand_over_mouth 🤫shushing 🤔thinking
🤐zipper_mouth 🤨raised_eyebrow 😐neutral 😑expressionless 😶no_mouth 😏smirk 😒unamused 🙄roll_eyes 😬grimacing 😌relieved 😔pensive 😪sleepy
🤤drooling 😴sleeping 😷mask 🤒thermometer 🤕bandage 🤢nauseated 🤮vomiting 🤧sneezing 🥵hot 🥶cold 🥴woozy 😵dizzy 🤯exploding_head 🤠cowboy
🥳partying 😎sunglasses 🤓nerd 🧐monocle 😕confused 😟worried 🙁slightly_frowning 😮open_mouth 😯hushed 😲astonished 😳flushed 🥺pleading 😦frowning
😨fearful 😰cold_sweat 😥disappointed_relieved 😢cry 😭sob 😱scream 😖confounded 😣persevere 😞disappointed 😓sweat 😩weary 😫tired 🥱yawning
😤triumph 😡rage 😠angry 🤬cursing 😈imp 💀skull 💩poop 🤡clown 👻ghost 👽alien 🤖robot 😺smiley_cat 😹joy_cat 😻heart_eyes_cat 🙈see_no_evil
🙉hear_no_evil 🙊speak_no_evil 💋kiss 💌love_letter 💘cupid 💝gift_heart 💖sparkling_heart 💗heartpulse 💓heartbeat 💕two_hearts 💔broken_heart
❤️heart 🧡orange_heart 💛yellow_heart 💚green_heart 💙blue_heart 💜purple_heart 🖤black_heart 🤍white_heart 💯100 💢anger 💥boom 💫dizzy_star
💦sweat_drops 💨dash 💬speech 💭thought 💤zzz`,
  `👋wave 🤚raised_back ✋hand 🖖vulcan 👌ok 🤏pinching ✌️v 🤞crossed_fingers 🤟love_you 🤘metal 🤙call_me 👈point_left 👉point_right 👆point_up
👇point_down 👍thumbsup 👎thumbsdown ✊fist 👊punch 👏clap 🙌raised_hands 👐open_hands 🤲palms_up 🤝handshake 🙏pray ✍️writing 💅nail_care 🤳selfie
💪muscle 🧠brain 👀eyes 👁️eye 👅tongue_out 👄lips 👶baby 🧒child 👦boy 👧girl 🧑person 👨man 👩woman 👴older_man 👵older_woman 🙅no_good 🙆ok_person
💁tipping_hand 🙋raising_hand 🙇bow 🤦facepalm 🤷shrug 👮police 👷builder 🎅santa 🦸superhero 🧙mage 🧘meditation 🚶walking 🏃running 💃dancer 🕺man_dancing
👪family`,
  `🐶dog 🐱cat 🐭mouse 🐹hamster 🐰rabbit 🦊fox 🐻bear 🐼panda 🐨koala 🐯tiger 🦁lion 🐮cow 🐷pig 🐸frog 🐵monkey 🐔chicken 🐧penguin 🐦bird 🦆duck
🦅eagle 🦉owl 🐺wolf 🐴horse 🦄unicorn 🐝bee 🐛bug 🦋butterfly 🐌snail 🐢turtle 🐍snake 🐙octopus 🦀crab 🐟fish 🐬dolphin 🐳whale 🦈shark 🐘elephant
🦒giraffe 🐑sheep 🐐goat 🐾paw_prints 💐bouquet 🌸cherry_blossom 🌹rose 🌻sunflower 🌷tulip 🌱seedling 🌲evergreen 🌳tree 🌴palm_tree 🌵cactus 🍀clover
🍁maple_leaf 🍂fallen_leaf 🌍earth 🌙moon ⭐star 🌟glowing_star ✨sparkles ⚡zap 🔥fire 🌈rainbow ☀️sun ☁️cloud 🌧️rain ❄️snowflake ⛄snowman 🌊ocean`,
  `🍏green_apple 🍎apple 🍐pear 🍊tangerine 🍋lemon 🍌banana 🍉watermelon 🍇grapes 🍓strawberry 🍒cherries 🍑peach 🥭mango 🍍pineapple 🥝kiwi 🍅tomato
🥑avocado 🥦broccoli 🌽corn 🥕carrot 🥔potato 🍞bread 🥐croissant 🧀cheese 🥚egg 🥓bacon 🥞pancakes 🍗poultry_leg 🍔burger 🍟fries 🍕pizza 🌭hotdog
🥪sandwich 🌮taco 🌯burrito 🥗salad 🍝spaghetti 🍜ramen 🍣sushi 🍤shrimp 🍚rice 🍦icecream 🍩doughnut 🍪cookie 🎂birthday 🍰cake 🧁cupcake 🍫chocolate
🍬candy 🍭lollipop 🍯honey 🥛milk ☕coffee 🍵tea 🍷wine 🍸cocktail 🍺beer 🍻beers 🥂clinking_glasses 🥤cup_with_straw 🍽️plate`,
  `⚽soccer 🏀basketball 🏈football ⚾baseball 🎾tennis 🏐volleyball 🎱8ball 🏓ping_pong 🏸badminton ⛳golf 🎣fishing 🎿ski 🏂snowboarder 🏊swimming 🚴biking
🏆trophy 🥇first_place 🥈second_place 🥉third_place 🏅medal 🎖️military_medal 🎫ticket 🎪circus 🎭theater 🎨art 🎬clapper 🎤microphone 🎧headphones 🎼score
🎹piano 🥁drum 🎸guitar 🎻violin 🎲dice 🎯dart 🎮video_game 🧩jigsaw 🎉tada 🎊confetti 🎈balloon 🎁gift 🎀ribbon 🎃jack_o_lantern 🎄christmas_tree`,
  `🚗car 🚕taxi 🚌bus 🚑ambulance 🚒fire_engine 🚚truck 🚜tractor 🏍️motorcycle 🚲bike 🚂train 🚇metro ✈️airplane 🚀rocket 🚁helicopter ⛵sailboat 🚢ship
⚓anchor 🚧construction 🚦traffic_light 🗺️map 🗽liberty 🏰castle 🎡ferris_wheel 🏖️beach 🏝️island 🏔️mountain 🏕️camping 🏠house 🏡garden_house 🏢office 🏥hospital
🏦bank 🏨hotel 🏪store 🏫school 🏭factory ⛪church 🌉bridge 🌃night 🌅sunrise 🎆fireworks`,
  `⌚watch 📱phone 💻laptop ⌨️keyboard 🖥️desktop 🖨️printer 📷camera 🎥movie_camera 📺tv 📻radio ⏰alarm_clock ⏳hourglass 🔋battery 🔌plug 💡bulb 🔦flashlight
💵dollar 💰moneybag 💳credit_card 💎gem 🔧wrench 🔨hammer 🔩nut_and_bolt ⚙️gear 🧲magnet 🔪knife 🛡️shield 💊pill 💉syringe 🔬microscope 🔭telescope 🧹broom
🛒cart 🛏️bed 🚪door 🚿shower 🔑key 📦package 📫mailbox ✉️envelope 📧email 📝memo 📄page 📅calendar 📈chart_up 📉chart_down 📊bar_chart 📋clipboard 📌pushpin
📎paperclip ✂️scissors 🗑️wastebasket 🔒lock 🔓unlock 🔍mag 📚books 📖book 🔖bookmark 🏷️label 👕shirt 👖jeans 👗dress 👟shoe 👠high_heel 👢boot 🎩top_hat 🎒backpack
👓glasses 👑crown 💍ring 💄lipstick 🌂umbrella`,
  `✅white_check_mark ✔️check ❌x ❗exclamation ❓question ⚠️warning ⛔no_entry 🚫prohibited 🔞underage ♻️recycle ⭕o 🆗ok_button 🆕new 🆒cool 🆓free 🔝top 🔜soon
➕plus ➖minus ✖️times ➗divide ♾️infinity 💲dollar_sign ➡️arrow_right ⬅️arrow_left ⬆️arrow_up ⬇️arrow_down 🔄arrows ▶️play ⏸️pause ⏹️stop ⏩fast_forward 🔁repeat
🔔bell 🔕no_bell 🔊loud_sound 🔇mute 🔴red_circle 🟠orange_circle 🟡yellow_circle 🟢green_circle 🔵blue_circle ⚫black_circle ⚪white_circle 🏁checkered_flag 🏳️white_flag
🏳️‍🌈rainbow_flag 🏴‍☠️pirate_flag`,
]

const entry = /^(\D+?|⌚|8|💯)([a-z0-9_]+)$/

/** The emoji of each group. */
export const emojiGroups: readonly (readonly NamedEmoji[])[] = groups.map((group) =>
  group.split(/\s+/).map((item): NamedEmoji => {
    const [, emoji = '', name = ''] = entry.exec(item) ?? []
    return [emoji, name]
  }),
)

/** The emoji whose names begin with the query, followed by those whose names contain it elsewhere. */
export function findEmoji(query: string, limit: number): NamedEmoji[] {
  const wanted = query.toLowerCase().replaceAll(' ', '_')
  const all = emojiGroups.flat()
  const begins = all.filter(([, name]) => name.startsWith(wanted))
  const has = all.filter(([, name]) => !name.startsWith(wanted) && name.includes(wanted))
  return [...begins, ...has].slice(0, limit)
}
