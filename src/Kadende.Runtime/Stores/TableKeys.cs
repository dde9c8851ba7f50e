using System.Globalization;
using Kadende.Core.Specs;

namespace Kadende.Runtime.Stores;

/// <summary>
/// Every key of every table. Names consist of letters, digits, '.', '-' and '_' (see <see cref="SpecNames"/>), so the characters between
/// the parts of a key stand in no part; both sort before all of those, so that trays come out group by group.
/// </summary>
internal static class TableKeys
{
    /// <summary>Stands for the slash of a group path, which no key may hold.</summary>
    private const char PathSeparator = '$';

    /// <summary>Ends the path in a tray's key; what sorts right behind it ends the group's range.</summary>
    private const char PathEnd = '!';
    private const char BehindPathEnd = '"';

    private const int SlotsOnTray = 50;
    private const int NamedTrays = 64;

    public const string Head = "a";
    public const string Due = "due";
    public const string Meta = "meta";
    public const string Installation = "installation";
    public const string Secret = "secret";
    public const string Tokens = "tokens";
    public const string Users = "users";
    public const string Teams = "teams";
    public const string TeamSecrets = "secrets";
    public const string KeyRing = "keyring";
    public const string Webhooks = "webhooks";
    public const string WebhookStates = "webhookstates";
    public const string WebhookCursors = "webhookcursors";
    public const string AuditPartitions = "partitions";
    public const string GoneIndex = "gone";
    public const string Retention = "retention";
    public const string TeamUsages = "usages";
    public const string CreateBudgets = "budgets";

    /// <summary>The head and all group statuses: neighbours, so that one query reads both.</summary>
    public static readonly KeyRange HeadAndGroups = new(Head, "c");
    public static readonly KeyRange Groups = Prefix("b|");
    public static readonly KeyRange Events = Prefix("e|");
    public static readonly KeyRange Generations = Prefix("g|");
    public static readonly KeyRange Heartbeats = Prefix("h|");

    public static readonly KeyRange Logs = Prefix("l|");
    public static readonly KeyRange Trays = Prefix("s|");

    /// <summary>Every row of a small partition of the index.</summary>
    public static readonly KeyRange All = new("!", "~");

    /// <summary>Whether a text that a user sent can be the key of anything.</summary>
    public static bool IsName(string? text) => SpecNames.IsName(text);

    public static string Cluster(string id) => Name(id, "cluster id");

    public static string Names(string team) => $"names|{Name(team, "team")}";

    /// <summary>The clusters that a team had.</summary>
    public static string GoneClusters(string team) => $"gone|{Name(team, "team")}";

    public static string Gone(DateTimeOffset at, string clusterId) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}{PathEnd}{Cluster(clusterId)}");

    public static KeyRange GoneSince(DateTimeOffset time) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{time.UtcTicks:D19}"), All.To);

    public static DateTimeOffset ReadGoneAt(string rowKey) =>
        new(long.Parse(rowKey.AsSpan(0, rowKey.IndexOf(PathEnd)), CultureInfo.InvariantCulture), TimeSpan.Zero);

    public static string ClusterName(string name) => Name(name, "cluster name");

    /// <summary>A record of a team has the team before its name; no name has the character between them.</summary>
    public static string Record(RecordKey key) =>
        key.Team is { } team ? $"{Name(team, "team")}{PathEnd}{Name(key.Name, "name")}" : Name(key.Name, "name");

    public static KeyRange RecordsOf(string team) => new($"{Name(team, "team")}{PathEnd}", $"{team}{BehindPathEnd}");

    /// <summary>The partition of a team's audit, or of the installation's; no name has the character before the team.</summary>
    public static string AuditOf(string? team) => team is null ? Installation : $"team{PathEnd}{Name(team, "team")}";

    public static string Token(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
            ? hash
            : throw new ArgumentException("A token's hash has 64 lower-case hexadecimal digits.", nameof(hash));

    public static string Group(GroupPath path) => $"b|{Encode(path)}";

    public static string Generation(long generation) =>
        string.Create(CultureInfo.InvariantCulture, $"g|{generation:D12}");

    public static long ReadGeneration(string rowKey) => long.Parse(rowKey.AsSpan(2), CultureInfo.InvariantCulture);

    /// <summary>
    /// The tray that holds a slot: fifty numbered neighbours, or those of the named ones that share a hash. Trays of numbers sort like
    /// the numbers.
    /// </summary>
    public static string Tray(GroupPath group, string slot) =>
        $"s|{Encode(group)}{PathEnd}{(IsNumber(slot, out var number) ? $"n{number / SlotsOnTray:D5}" : $"x{HashOf(Name(slot, "slot")):D2}")}";

    /// <summary>The trays of one group, without those of groups below it or with longer names.</summary>
    public static KeyRange TraysOf(GroupPath group) =>
        new($"s|{Encode(group)}{PathEnd}", $"s|{Encode(group)}{BehindPathEnd}");

    public static string Heartbeat(GroupPath group, string node) =>
        $"h|{Encode(group)}{PathEnd}{Name(node, "node id")}";

    /// <summary>The node whose heartbeat has this key.</summary>
    public static string ReadHeartbeat(string rowKey) => rowKey[(rowKey.LastIndexOf(PathEnd) + 1)..];

    /// <summary>The heartbeats of one group, without those of groups below it or with longer names.</summary>
    public static KeyRange HeartbeatsOf(GroupPath group) =>
        new($"h|{Encode(group)}{PathEnd}", $"h|{Encode(group)}{BehindPathEnd}");

    /// <summary>A page of a node's log.</summary>
    public static string LogPage(string node, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"l|{Name(node, "node")}{PathEnd}{number:D10}");

    /// <summary>The pages of one node's log, the oldest first.</summary>
    public static KeyRange LogOf(string node) => new($"l|{Name(node, "node")}{PathEnd}", $"l|{node}{BehindPathEnd}");

    /// <summary>The node whose log a page belongs to.</summary>
    public static string ReadLogNode(string rowKey) => rowKey[2..rowKey.LastIndexOf(PathEnd)];

    public static long ReadLogPage(string rowKey) =>
        long.Parse(rowKey.AsSpan(rowKey.LastIndexOf(PathEnd) + 1), CultureInfo.InvariantCulture);

    /// <summary>Whether this is a tray's key, as a cursor must name one.</summary>
    public static bool IsTray(string rowKey) =>
        rowKey.StartsWith("s|", StringComparison.Ordinal)
        && rowKey[2..].Split(PathEnd) is [var path, var tray]
        && SpecNames.IsName(tray)
        && path.Split(PathSeparator).All(SpecNames.IsName);

    private static bool IsNumber(string slot, out int number) =>
        int.TryParse(slot, NumberStyles.None, CultureInfo.InvariantCulture, out number) && slot.Length <= 6;

    /// <summary>The same in every process and version: what it gives stands in keys.</summary>
    private static uint HashOf(string slot) =>
        slot.Aggregate(2_166_136_261u, (hash, c) => unchecked((hash ^ c) * 16_777_619u)) % NamedTrays;

    private static KeyRange Prefix(string prefix) => new(prefix, $"{prefix[..^1]}{(char)(prefix[^1] + 1)}");

    private static string Encode(GroupPath path) =>
        path.Value.Length > 0
            ? path.Value.Replace('/', PathSeparator)
            : throw new ArgumentException("A row of a group needs the group's path.", nameof(path));

    private static string Name(string text, string what) =>
        SpecNames.IsName(text)
            ? text
            : throw new ArgumentException($"'{text}' cannot be a {what}: {SpecNames.Rule}.", nameof(text));
}
