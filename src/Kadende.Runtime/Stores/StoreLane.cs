namespace Kadende.Runtime.Stores;

/// <summary>
/// Requests of users share a bounded lane to the store, so that however many they are the passes get through: machines are looked after
/// first.
/// </summary>
public static class StoreLane
{
    private static readonly AsyncLocal<bool> OfRequest = new();

    /// <summary>Whether what is asked of the store now is asked for a user's request.</summary>
    public static bool IsOfRequest => OfRequest.Value;

    /// <summary>From here on the flow of the caller is that of a user's request.</summary>
    public static void EnterRequest() => OfRequest.Value = true;
}
