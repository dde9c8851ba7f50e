namespace Kadende.Plugins.Catalog;

/// <summary>The installed plugins of one kind: by name or alias, each in one or more versions.</summary>
internal sealed class Shelf<TPlugin>
    where TPlugin : class
{
    private readonly string _kind;
    private readonly Dictionary<string, IReadOnlyList<ShelfEntry<TPlugin>>> _byName = new(StringComparer.Ordinal);

    /// <param name="kind">What the plugins are, such as <c>provider</c>.</param>
    /// <exception cref="InvalidOperationException">
    /// Two plugins have one name and version, a version is not a semantic version, or an alias is another plugin's name.
    /// </exception>
    public Shelf(string kind, IEnumerable<ShelfEntry<TPlugin>> plugins)
    {
        _kind = kind;
        Entries =
        [
            .. plugins
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .ThenByDescending(
                    entry => entry.Version,
                    Comparer<PluginVersion>.Create((one, other) => one.Compare(other))
                ),
        ];
        foreach (var named in Entries.GroupBy(entry => entry.Name, StringComparer.Ordinal))
        {
            Refuse(named);
            _byName.Add(named.Key, [.. named]);
        }

        foreach (var (alias, name) in Entries.SelectMany(entry => entry.Aliases.Select(alias => (alias, entry.Name))))
        {
            if (_byName.TryGetValue(alias, out var known) && known[0].Name != name)
            {
                throw new InvalidOperationException($"'{alias}' means both {kind} '{name}' and '{known[0].Name}'.");
            }

            _byName[alias] = _byName[name];
        }
    }

    /// <summary>By name, the newest version of each first.</summary>
    public IReadOnlyList<ShelfEntry<TPlugin>> Entries { get; }

    /// <summary>The newest version of each plugin, by name.</summary>
    public IEnumerable<TPlugin> Newest => Entries.DistinctBy(entry => entry.Name).Select(entry => entry.Plugin);

    /// <param name="name">A name or an alias.</param>
    /// <param name="version">One of <see cref="VersionRange.Forms"/>.</param>
    /// <param name="pin">The version that is meant for as long as it is here and fits; null: the newest that fits.</param>
    public ShelfAnswer<TPlugin> Find(string name, string version, string? pin)
    {
        if (!_byName.TryGetValue(name, out var entries))
        {
            return Missing($"There is no {_kind} '{name}'. {Known}");
        }

        var versions = $"Versions of '{name}' here: {string.Join(", ", entries.Select(entry => entry.Version))}.";
        if (VersionRange.Parse(version) is not { } range)
        {
            return Missing($"'{version}' is not a version: write {VersionRange.Forms}. {versions}");
        }

        var pinned = entries.FirstOrDefault(entry => entry.Version.ToString() == pin);
        var found = pinned ?? entries.FirstOrDefault(entry => range.Contains(entry.Version));
        return found is null ? Missing($"No version of {_kind} '{name}' fits '{version}'. {versions}")
            : pin is null || pinned is not null ? new ShelfAnswer<TPlugin>(found, "")
            : new ShelfAnswer<TPlugin>(
                found,
                $"The group was given {_kind} '{name}' {pin}, which is not installed any more; {found.Version} is used instead."
            );
    }

    /// <summary>Such as <c>Known providers: aws, file.</c></summary>
    public string Known
    {
        get
        {
            var known = string.Join(", ", Entries.Select(entry => entry.Name).Distinct(StringComparer.Ordinal));
            return known.Length == 0 ? $"No {_kind}s are installed." : $"Known {_kind}s: {known}.";
        }
    }

    private static ShelfAnswer<TPlugin> Missing(string message) => new(null, message);

    private void Refuse(IEnumerable<ShelfEntry<TPlugin>> named)
    {
        var twice = named.GroupBy(entry => entry.Version).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException(
                $"Registered more than once: {_kind} '{twice.First().Name}' {twice.Key}."
            );
        }
    }
}
