// Every word of the page in Japanese and English; which of them is used follows ?lang= or the browser.

const WORDS = {
  ja: {
    title: "つどい シミュレーター", people: "だれになりますか", privateChat: "つどい", privateTab: "1対1", members: "{n}",
    bill: "今月の課金 {used} / {limit}通", calls: "API {n}回", unlimited: "無制限", otherLanguage: "English",
    noIds: "ボタンにユーザーIDなし", noFriends: "だれも友だちではない", redelivery: "Webhookを再送する", verified: "認証済アカウント",
    invite: "つどいを招く", remove: "つどいを外す", join: "{group}に入る", leave: "{group}を出る",
    follow: "友だちに追加", block: "ブロック", unblock: "ブロック解除", add: "追加", newName: "新しい人の名前", newGroup: "新しいグループの名前",
    friend: "友だち", blocked: "ブロック中", hidden: "ID非表示", outside: "グループの外", addMore: "人・グループを増やす",
    send: "送る", sticker: "スタンプを送る", image: "写真を送る", write: "{name}として書く", outsideHint: "{name}さんはこのグループにいません",
    mention: "@で呼ぶ", quote: "引用", edit: "編集", unsend: "送信取消", more: "このメッセージの操作", cancel: "やめる",
    quoting: "引用:", editing: "編集中:", edited: "編集済み", gone: "メッセージの送信を取り消しました",
    joined: "{names}が参加しました", left: "{names}が退出しました", everybody: "全員",
    emptyGroup: "「つどいを招く」を押すと、つどいがこのグループに入ります。", emptyPrivate: "{name}さんとつどいの1対1トークです。",
    group: "グループ", groups: "グループの一覧", room: "トークルーム", tools: "しくみ", open: "しくみを見る", close: "しくみを閉じる",
    late: "Webhookが遅れる", twice: "Webhookが二重に届く", reordered: "Webhookの順序が入れ替わる（2件）", lost: "Webhookが届かない",
    refused: "APIが500を返す", slow: "APIが3秒遅い", reset: "API接続が切れる", answer_lost: "送信されるが応答が消える",
    mishap: "次の1回に起こすこと", happen: "起こす", none: "（トラブルなし）", coming: "予約中 {n}件", switches: "切り替え",
    release: "止まっているWebhookを届ける（{n}）", traffic: "通信の記録", pickRow: "行を選ぶと、中身が見えます。", noTraffic: "まだ通信はありません。",
    replayOnce: "もう一度", replayTwice: "二度", replayLate: "遅らせる", replayDisorder: "次のものより後に", replay: "このWebhookを再送",
    accepted: "受理", refusedCall: "拒否", unanswered: "応答なし", attempt: "{n}回目", webhook: "Webhook", call: "API呼び出し",
    time: "時間を進める", seconds10: "+10秒", minute1: "+1分", hour1: "+1時間", day1: "+1日", week1: "+1週間", passing: "時間が過ぎています…",
    scenes: "場面", newcomer_joins: "新しい人が入る", quiet_month: "静かなひと月",
    uriTitle: "リンク（ここでは開きません）", badUri: "開けないアドレス", copy: "コピー", copied: "コピーしました", closeDialog: "閉じる", decide: "決定",
    cannotHere: "この操作はここではできません", menu: "メニュー", menuArea: "メニュー {n}", unsupported: "未対応: {what}",
    stickerName: "スタンプ", photo: "写真", video: "動画", audio: "音声 {seconds}秒", file: "ファイル", coupon: "クーポン {id}", playVideo: "動画",
    senderOf: "{name} ({account})", carousel: "カード {n}枚", lost_connection: "接続が切れました。つなぎ直しています…", quick: "クイックリプライ",
    mentionPicker: "だれを呼びますか", card: "カード", iAm: "役：{name}", acting: "{name}が…", reads_en: "英語で読む",
    guide: "はじめの一歩", guided: "案内を閉じる",
    stepInvite: "ここはLINEそっくりの練習用の画面です。アカウントなしで、全員の役をためせます。まず「つどいを招く」を押してください。",
    stepClaim: "グループのお世話役になってみましょう。「主催者の登録」を押して、1対1トークでそのまま送ってください。",
    stepCode: "1対1トークに届いた /claim の行を、グループで送ってください。",
    stepNewcomer: "主催者になりました。次は「場面」の「新しい人が入る」を押すと、あいさつのようすが見られます。",
    stepSwitch: "「だれになりますか」でほかの人になり、1対1トークで「使い方」と送ってみてください。",
  },
  en: {
    title: "Tsudoi simulator", people: "Who are you?", privateChat: "Tsudoi", privateTab: "1:1", members: "{n}",
    bill: "Billed this month {used} / {limit}", calls: "API calls: {n}", unlimited: "no limit", otherLanguage: "日本語",
    noIds: "No user id on buttons", noFriends: "Nobody is a friend", redelivery: "Redeliver webhooks", verified: "Verified account",
    invite: "Invite Tsudoi", remove: "Remove Tsudoi", join: "Join {group}", leave: "Leave {group}",
    follow: "Add as friend", block: "Block", unblock: "Unblock", add: "Add", newName: "Name of somebody new", newGroup: "Name of a new group",
    friend: "friend", blocked: "has blocked", hidden: "id hidden", outside: "outside the group", addMore: "More people and groups",
    send: "Send", sticker: "Send a sticker", image: "Send a photo", write: "Write as {name}", outsideHint: "{name} is not in this group",
    mention: "Mention", quote: "Quote", edit: "Edit", unsend: "Unsend", more: "Actions for this message", cancel: "Cancel",
    quoting: "Quoting:", editing: "Editing:", edited: "edited", gone: "This message was unsent",
    joined: "{names} joined", left: "{names} left", everybody: "Everybody",
    emptyGroup: "“Invite Tsudoi” brings Tsudoi into this group.", emptyPrivate: "The 1:1 chat of {name} and Tsudoi.",
    group: "Group", groups: "Groups", room: "Room", tools: "Inspector", open: "Open the inspector", close: "Close the inspector",
    late: "Webhook is late", twice: "Webhook arrives twice", reordered: "Two webhooks swap", lost: "Webhook is lost",
    refused: "API answers 500", slow: "API takes 3 seconds", reset: "API connection breaks", answer_lost: "Sent, but the answer is lost",
    mishap: "What goes wrong once", happen: "Let it happen", none: "(nothing goes wrong)", coming: "{n} ordered", switches: "Switches",
    release: "Deliver waiting webhooks ({n})", traffic: "Calls and webhooks", pickRow: "Choose a row to see what is in it.", noTraffic: "No calls or webhooks yet.",
    replayOnce: "Once more", replayTwice: "Twice", replayLate: "Late", replayDisorder: "After the next one", replay: "Send this webhook again",
    accepted: "accepted", refusedCall: "refused", unanswered: "no answer", attempt: "attempt {n}", webhook: "Webhook", call: "API call",
    time: "Move time forward", seconds10: "+10 s", minute1: "+1 min", hour1: "+1 h", day1: "+1 day", week1: "+1 week", passing: "Time is passing…",
    scenes: "Scenes", newcomer_joins: "A newcomer joins", quiet_month: "A quiet month",
    uriTitle: "A link (not opened here)", badUri: "An address that is not opened", copy: "Copy", copied: "Copied", closeDialog: "Close", decide: "OK",
    cannotHere: "This cannot be done here", menu: "Menu", menuArea: "Menu area {n}", unsupported: "unsupported: {what}",
    stickerName: "Sticker", photo: "Photo", video: "Video", audio: "Audio, {seconds} s", file: "File", coupon: "Coupon {id}", playVideo: "Video",
    senderOf: "{name} from '{account}'", carousel: "{n} cards", lost_connection: "Disconnected. Trying again…", quick: "Quick replies",
    mentionPicker: "Whom to mention", card: "Card", iAm: "As {name}", acting: "{name} can…", reads_en: "reads English",
    guide: "First steps", guided: "Close the first steps",
    stepInvite: "This is LINE, played on your machine: no account, and you are everybody. Begin with “Invite Tsudoi”.",
    stepClaim: "Now become the group's owner: tap “主催者の登録” on Tsudoi's card, and send the words that are ready in the 1:1 chat.",
    stepCode: "Send the line with /claim, which came in the 1:1 chat, to the group.",
    stepNewcomer: "You are the owner. “/lang en” in the group makes Tsudoi speak English there; the scene “A newcomer joins” shows how it greets.",
    stepSwitch: "Under “Who are you?” become somebody else, and send “help” in the 1:1 chat.",
  },
};

const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
export const language = asked.startsWith("ja") ? "ja" : "en";

/** Give a word of the page, with values in place of its {names}. */
export const say = (word, values = {}) => WORDS[language][word].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** Say whether there is such a word; names that come from the server may be newer than the page. */
export const knows = (word) => Object.hasOwn(WORDS[language], word);
