namespace Kadende.TestPlugins;

/// <summary>Cannot be made.</summary>
public sealed class ThrowingProvider : BareProvider
{
    public ThrowingProvider()
        : base("throwing") => throw new InvalidOperationException("out of ideas");
}
