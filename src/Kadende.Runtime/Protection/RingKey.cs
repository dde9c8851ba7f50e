namespace Kadende.Runtime.Protection;

/// <summary>A key of the ring that secrets are encrypted with, in the framework's own words.</summary>
internal sealed record RingKey(string Xml);
