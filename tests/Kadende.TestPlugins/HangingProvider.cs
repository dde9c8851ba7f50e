namespace Kadende.TestPlugins;

/// <summary>Its constructor does not end while there is a file named <c>hang</c> beside its assembly.</summary>
public sealed class HangingProvider : BareProvider
{
    public HangingProvider()
        : base("hanging")
    {
        using var never = new ManualResetEventSlim();
        var sign = Path.Combine(Path.GetDirectoryName(typeof(HangingProvider).Assembly.Location)!, "hang");
        while (File.Exists(sign))
        {
            never.Wait(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }
}
