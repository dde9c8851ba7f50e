namespace Kadende.Plugins.Catalog;

/// <summary>What a shelf has for a name and version.</summary>
/// <param name="Found">Null: nothing.</param>
/// <param name="Note">Why there is nothing, or what a user should know of what there is; empty when that is nothing.</param>
internal sealed record ShelfAnswer<TPlugin>(ShelfEntry<TPlugin>? Found, string Note);
