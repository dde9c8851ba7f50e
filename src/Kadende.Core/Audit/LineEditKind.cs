namespace Kadende.Core.Audit;

/// <summary>Which text has a line; the value is what marks it in a diff.</summary>
internal enum LineEditKind
{
    Same = ' ',
    Removed = '-',
    Added = '+',
}
